using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Sessions;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Web;

namespace Cohesion.Activity.Staff;

/// <summary>One thing that happened, in words.</summary>
public sealed record Happening(string Title, string Detail, string? By, DateTimeOffset At);

/// <summary>Who did what to an activity or a session, newest first.</summary>
public sealed class Timelines(Store store, StaffNames staff)
{
    public async Task<IReadOnlyList<Happening>> OfAsync(IReadOnlyList<StreamKey> streams, CancellationToken ct)
    {
        List<StoredEvent> events = [];
        foreach (var stream in streams)
        {
            await foreach (var stored in store.ReadStreamAsync(stream, 1, ct))
            {
                events.Add(stored);
            }
        }

        var names = await staff.OfAsync(events.Select(PersonOf).OfType<string>(), ct);
        return [.. events.OrderByDescending(stored => stored.Position).Select(stored => Tell(stored, names)).OfType<Happening>()];
    }

    private static string? PersonOf(StoredEvent stored) => stored.Headers.GetValueOrDefault(EventMetadata.By);

    private static Happening? Tell(StoredEvent stored, IReadOnlyDictionary<string, string> names)
    {
        var by = PersonOf(stored) is { } person ? names.GetValueOrDefault(person, "A colleague") : null;
        return WordsOf(stored.Data) is var (title, detail) ? new Happening(title, detail, by, stored.Timestamp) : null;
    }

    /// <summary>What an event is called on a page; null for one that another tells already.</summary>
    internal static (string Title, string Detail)? WordsOf(object data) => data switch
    {
        ActivityPlanned e => ("Planned", $"For {e.Plan.Audience.InWords()}"),
        ActivityChanged => ("Plan changed", ""),
        SessionsAdded { Sessions: [var only] } => ("Session added", $"{Words.Weekday(only.Time.On)}, {Words.Time(only.Time.Starts)}"),
        SessionsAdded e => ("Sessions added", $"{e.Sessions.Count} sessions, {Words.Date(e.Sessions[0].Time.On)} to {Words.Date(e.Sessions[^1].Time.On)}"),
        SessionScheduled e => ("Put into the calendar", $"{Words.Date(e.Time.On)}, {Words.Time(e.Time.Starts)} to {Words.Time(e.Time.Ends)}; {Words.Count(e.Expected, "learner")} expected"),
        SessionChanged => ("Session changed", ""),
        LearnersInvited e => ("Learners invited", Words.Count(e.Learners.Count, "learner")),
        SessionCancelled e => ("Cancelled", Codes.LabelOf(Codes.CancelReasons, e.Reason)),
        RegisterTaken e => ("Register taken", $"{e.Present.Count} present, {e.Absent.Count} absent"),
        RegisterCorrected e => ("Register corrected", $"{e.Present.Count} present, {e.Absent.Count} absent"),
        RegisterUndone => ("Register undone", ""),
        _ => null,
    };
}
