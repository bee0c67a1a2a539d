using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Who looks after records places a legal hold, so that a record is not erased when its time is over; a head releases it.</summary>
public sealed class HoldRecord(Store store, TimeProvider clock)
{
    private const int LongestNote = 500;

    /// <summary>Why the record must be kept.</summary>
    /// <param name="Ground">"inquiry", "claim", "safeguarding", "complaint", "police".</param>
    /// <param name="Note">Which case, at most 500 characters; sealed under the learner's key.</param>
    public sealed record Request(string? Ground, string? Note);

    public sealed record Response(Guid HoldId);

    public static Decision Place(LearnerRecord record, LearnerId id, HoldId hold, string ground, string note, string by, DateTimeOffset now) =>
        record.Erased ? RecordWork.Gone
        : record.Holds.Contains(hold) ? Decision.Accept() // the same request again
        : Decision.Accept(new LegalHoldPlaced(id, hold, ground, new PersonalText(id.Subject, note), by, now));

    public static Decision Release(LearnerRecord record, LearnerId id, HoldId hold, string by, DateTimeOffset now) =>
        record.Erased ? RecordWork.Gone
        : record.Holds.Contains(hold) ? Decision.Accept(new LegalHoldReleased(id, hold, by, now))
        : Decision.Accept(); // what was asked for is so

    public static IReadOnlyList<Fault> FaultsOf(string? ground, string? note) =>
    [
        .. RecordCodes.HoldGrounds.All(code => code.Value != ground) ? [new Fault("holdGround", "required", "Choose why the record must be kept")] : Array.Empty<Fault>(),
        .. string.IsNullOrWhiteSpace(note) ? [new Fault("note", "required", "Enter which case it is about")] : Array.Empty<Fault>(),
        .. note?.Length > LongestNote ? [new Fault("note", "too-long", $"Enter no more than {LongestNote} characters")] : Array.Empty<Fault>(),
    ];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/equity/schools/{urn:int}/records/{learnerId:guid}/holds", HandleAsync)
            .Audited("legal-hold", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool().Idempotent()
            .WithName("HoldRecord").WithTags("Records").WithSummary("Place a legal hold: the record is not erased until it is released.");
        app.MapDelete("/api/v1/equity/schools/{urn:int}/records/{learnerId:guid}/holds/{holdId:guid}", EndAsync)
            .Audited("legal-hold", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool()
            .WithName("ReleaseHold").WithTags("Records").WithSummary("Release a legal hold.");
        app.MapPost("/equity/schools/{urn:int}/records/{learnerId:guid}/holds", SubmitAsync)
            .Audited("legal-hold", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
        app.MapPost("/equity/schools/{urn:int}/records/{learnerId:guid}/holds/{holdId:guid}/release", EndOnPageAsync)
            .Audited("legal-hold", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Deciders).InSchool();
    }

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        int urn, Guid learnerId, Request request, IdempotencyKey key, HttpResponse response, Caller caller, HoldRecord hold, CancellationToken ct)
    {
        if (FaultsOf(request.Ground, request.Note) is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults);
        }

        var id = HoldId.Of(key.Derive("legal-hold"));
        return RecordWork.Answer(await hold.PlaceAsync(urn, new(learnerId), id, request.Ground!, request.Note!, caller, ct), response).Result is ProblemHttpResult problem
            ? problem
            : TypedResults.Created($"/api/v1/equity/schools/{urn}/records/{learnerId}", new Response(id.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        int urn, Guid learnerId, Guid holdId, HttpResponse response, Caller caller, HoldRecord hold, CancellationToken ct) =>
        RecordWork.Answer(await hold.ReleaseAsync(urn, new(learnerId), HoldId.Of(holdId), caller, ct), response);

    private static async Task<IResult> SubmitAsync(int urn, Guid learnerId, HttpRequest request, Caller caller, HoldRecord hold, RecordDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var (ground, note) = (form["holdGround"].ToString(), form["note"].ToString());
        return FaultsOf(ground, note) is { Count: > 0 } faults
            ? await desk.ShowAsync(urn, new(learnerId), null, form, caller, faults, ct)
            : await desk.AfterAsync(
                urn, new(learnerId), await hold.PlaceAsync(urn, new(learnerId), HoldId.Of(Guid.CreateVersion7(clock.GetUtcNow())), ground, note, caller, ct), "held", "holdGround", form, caller, ct);
    }

    private static async Task<IResult> EndOnPageAsync(int urn, Guid learnerId, Guid holdId, HttpRequest request, Caller caller, HoldRecord hold, RecordDesk desk, CancellationToken ct) =>
        await desk.AfterAsync(urn, new(learnerId), await hold.ReleaseAsync(urn, new(learnerId), HoldId.Of(holdId), caller, ct), "released", "", await request.ReadFormAsync(ct), caller, ct);

    private Task<DecideResult> PlaceAsync(int urn, LearnerId id, HoldId hold, string ground, string note, Caller caller, CancellationToken ct) =>
        DecideAsync(urn, id, record => Place(record, id, hold, ground, note.Trim(), caller.PersonId, clock.GetUtcNow()), caller, ct);

    private Task<DecideResult> ReleaseAsync(int urn, LearnerId id, HoldId hold, Caller caller, CancellationToken ct) =>
        DecideAsync(urn, id, record => Release(record, id, hold, caller.PersonId, clock.GetUtcNow()), caller, ct);

    private Task<DecideResult> DecideAsync(int urn, LearnerId id, Func<LearnerRecord, Decision> decide, Caller caller, CancellationToken ct) => store.DecideAsync(
        LearnerRecord.Aggregate, LearnerRecord.StreamOf(urn, id), version: null, decide, EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
}
