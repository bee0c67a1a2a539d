using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.People;
using Cohesion.Engagement.Roll;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Cohesion.Web;

namespace Cohesion.Engagement.Referrals;

/// <summary>What every page about one referral shows.</summary>
public sealed record ReferralFrame(Caller Caller, Place Place, ReferralRow Row, string Agency, ReferralSubject? Subject, DateTimeOffset Now)
{
    public string Path => $"/engagement/schools/{Place.Id}/referrals/{Row.ReferralId}";

    public string Who => Subject?.Name ?? "a child whose details are not shown";
}

/// <summary>Who did what, when.</summary>
public sealed record TimelineEntry(string Title, DateTimeOffset At, string By);

/// <summary>What the page of one referral shows besides its frame.</summary>
public sealed record ReferralDetail(
    IReadOnlyDictionary<string, string> Texts, IReadOnlyList<TimelineEntry> Timeline, ReferralMatchRow? Match, RollRow? Matched, IReadOnlyList<LearnerSuggestion> Suggestions);

/// <summary>Gathers what the pages about one referral show; only for people of the referral's school.</summary>
public sealed class ReferralPages(
    Store store, Database database, ReferralDesk desk, ReferralPapers papers, AgencyList agencies, SchoolList schools, StaffNames staff, TimeProvider clock)
{
    public async Task<ReferralFrame?> FrameAsync(int urn, Guid id, Caller caller, CancellationToken ct)
    {
        if (await desk.FindAsync(id, caller, ct) is not { } row || row.Urn != urn)
        {
            return null;
        }

        var agency = await agencies.FindAsync(AgencyId.Of(row.AgencyId), ct);
        return new ReferralFrame(
            caller, await schools.PlaceAsync(urn, ct), row, agency?.Name ?? "An agency", await papers.SubjectAsync(urn, ReferralId.Of(id), ct), clock.GetUtcNow());
    }

    public async Task<RazorComponentResult<ShowReferralPage>> ShowAsync(ReferralFrame frame, string? done, IReadOnlyList<Fault> errors, int status, CancellationToken ct) =>
        new(new { Frame = frame, Detail = await DetailAsync(frame, ct), Done = done, Errors = errors }) { StatusCode = status };

    private async Task<ReferralDetail> DetailAsync(ReferralFrame frame, CancellationToken ct)
    {
        var (row, id) = (frame.Row, ReferralId.Of(frame.Row.ReferralId));
        var texts = await papers.TextsAsync(row.Urn, id, ct);
        var match = await database.FindAsync("Referrals.FindMatch.sql", RowsJson.Default.ReferralMatchRow, [row.TenantId, row.ReferralId], ct);
        var roll = await database.ListAsync("Roll.FindOnRoll.sql", RowsJson.Default.RollRow, [row.TenantId, match?.LearnerId], ct);
        return new ReferralDetail(
            texts,
            await TimelineAsync(frame, id, ct),
            match,
            match?.LearnerId is { } learner ? roll.FirstOrDefault(one => one.LearnerId == learner) : null,
            frame.Subject is { } subject ? LearnerSuggestions.For(subject, Contracts.London.DayOf(frame.Now), roll) : []);
    }

    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(ReferralFrame frame, ReferralId id, CancellationToken ct)
    {
        var events = new List<StoredEvent>();
        foreach (var stream in new[] { id.StreamAt(frame.Row.Urn), ReferralMatch.StreamOf(frame.Row.Urn, id) })
        {
            await foreach (var stored in store.ReadStreamAsync(stream, 0, ct))
            {
                events.Add(stored);
            }
        }

        var names = await staff.OfAsync(events.Select(By).Distinct(StringComparer.Ordinal), ct);
        return [.. events.OrderByDescending(stored => stored.Position).Select(stored => new TimelineEntry(Title(stored.Data), stored.Timestamp, names.GetValueOrDefault(By(stored), frame.Agency)))];
    }

    private static string By(StoredEvent stored) => stored.Headers.GetValueOrDefault(EventMetadata.By, "");

    private static string Title(object @event) => @event switch
    {
        ReferralReceived => "Received",
        ReferralAcknowledged => "Acknowledged",
        ReferralAccepted => "Accepted",
        ReferralDeclined e => $"Declined: {Contracts.Codes.LabelOf(ReferralCodes.DeclineReasons, e.Reason)}",
        ReferralStarted => "Work started",
        ReferralCompleted e => $"Completed: {Contracts.Codes.LabelOf(ReferralCodes.Outcomes, e.Outcome)}",
        ReferralCancelled e => $"Cancelled: {Contracts.Codes.LabelOf(ReferralCodes.CancelReasons, e.Reason)}",
        ReferralMatched { LearnerId: null } => "Marked as nobody on the roll",
        ReferralMatched => "Matched to a learner on the roll",
        _ => "Noted",
    };
}
