using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>A legal hold as those who look after records see it.</summary>
/// <param name="Note">Null once it has been erased.</param>
public sealed record SeenHold(HoldId Id, string Ground, string? Note, DateTimeOffset At);

/// <summary>Who looks after records sees how long a learner's is kept and why, whether it is restricted or held, and what may be done with it.</summary>
public static class SeeRecord
{
    /// <summary>A record, by the schedule and what has been decided.</summary>
    /// <param name="Record">Which rule of the schedule it is kept by.</param>
    /// <param name="KeptUntil">None while the learner is on the roll.</param>
    public sealed record Response(Guid LearnerId, bool OnRoll, DateOnly? LeftOn, string Record, DateOnly? KeptUntil, bool Due, bool Restricted, IReadOnlyList<Hold> Holds);

    public sealed record Hold(Guid HoldId, string Ground, DateTimeOffset At);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/equity/schools/{urn:int}/records/{learnerId:guid}", AnswerAsync)
            .Audited("learner-record", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("SeeRecord").WithTags("Records").WithSummary("How long a learner's record is kept, whether it is restricted or held.");
        app.MapGet("/equity/schools/{urn:int}/records/{learnerId:guid}", (int urn, Guid learnerId, string? done, Caller caller, RecordDesk desk, CancellationToken ct) => desk.ShowAsync(urn, new(learnerId), done, null, caller, [], ct))
            .Audited("learner-record", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> AnswerAsync(
        int urn, Guid learnerId, HttpResponse response, RecordBook book, RecordDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (await book.FindAsync(urn, new LearnerId(learnerId), ct) is not { } record)
        {
            return Problems.NotFound();
        }

        var told = await desk.ReadAsync(urn, record.LearnerId, ct);
        response.SetVersion(told.Version);
        return TypedResults.Ok(new Response(
            learnerId, record.OnRoll, record.LeftOn, record.Rule.Record, record.KeptUntil, record.IsDueOn(London.Today(clock)), record.Restricted,
            [.. told.Holds.Select(hold => new Hold(hold.Id.Value, hold.Ground, hold.At))]));
    }
}

/// <summary>What a learner's stream tells about their record.</summary>
public sealed record ToldOfRecord(long Version, IReadOnlyList<SeenHold> Holds, IReadOnlyList<(string Title, DateTimeOffset At)> Timeline);

/// <summary>Draws the page of one learner's record, with what is wrong with a form where something is.</summary>
internal sealed class RecordDesk(Store store, KnownSchools schools, RecordBook book, TimeProvider clock)
{
    public async Task<ToldOfRecord> ReadAsync(int urn, LearnerId id, CancellationToken ct)
    {
        var (version, holds, timeline) = (0L, new Dictionary<HoldId, SeenHold>(), new List<(string, DateTimeOffset)>());
        await foreach (var stored in store.ReadStreamAsync(LearnerRecord.StreamOf(urn, id), 0, ct))
        {
            version = stored.Version;
            if (stored.Data is LegalHoldPlaced placed)
            {
                holds[placed.HoldId] = new(placed.HoldId, placed.Ground, placed.Note.Text, placed.At);
            }
            else if (stored.Data is LegalHoldReleased released)
            {
                holds.Remove(released.HoldId);
            }

            if (RecordWords.Title(stored.Data) is { } title)
            {
                timeline.Insert(0, (title, stored.Timestamp));
            }
        }

        return new(version, [.. holds.Values.OrderBy(hold => hold.At)], timeline);
    }

    public async Task<IResult> ShowAsync(int urn, LearnerId id, string? done, IFormCollection? form, Caller caller, IReadOnlyList<Fault> errors, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school || await book.FindAsync(urn, id, ct) is not { } record)
        {
            return Problems.NotFound();
        }

        return new RazorComponentResult<RecordPage>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Record = record,
            Told = await ReadAsync(urn, id, ct),
            Today = London.Today(clock),
            Form = form,
            Done = done,
            Errors = errors,
        })
        { StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
    }

    /// <summary>What a step came to, on the page it was taken on.</summary>
    public async Task<IResult> AfterAsync(int urn, LearnerId id, DecideResult result, string done, string field, IFormCollection form, Caller caller, CancellationToken ct) => result switch
    {
        DecideResult.Done => TypedResults.LocalRedirect($"/equity/schools/{urn}/records/{id.Value}?done={done}"),
        DecideResult.Refused refused => await ShowAsync(urn, id, null, form, caller, [new Fault(field, refused.Code, refused.Reason)], ct),
        var other => Problems.From(other),
    };
}
