using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Who looks after records restricts a former learner's, so that it is kept and not used, or lifts the restriction: UK GDPR, Article 18.</summary>
public sealed class RestrictRecord(Store store, TimeProvider clock)
{
    /// <summary>What is asked for.</summary>
    /// <param name="Restricted">False lifts it.</param>
    /// <param name="Ground">Why, where it is restricted: "accuracy", "unlawful", "claims", "objection".</param>
    public sealed record Request(bool? Restricted, string? Ground);

    public static Decision Decide(LearnerRecord record, LearnerId id, bool restricted, string ground, string by, DateTimeOffset now) => record switch
    {
        { Erased: true } => RecordWork.Gone,
        { OnRoll: true } when restricted => Decision.Refuse("on-roll", "The school needs the record of a learner on its roll for its own task. Restrict it once they have left."),
        _ when record.Restricted == restricted => Decision.Accept(), // it is so
        _ when restricted => Decision.Accept(new ProcessingRestricted(id, ground, by, now)),
        _ => Decision.Accept(new RestrictionLifted(id, by, now)),
    };

    public static IReadOnlyList<Fault> FaultsOf(bool? restricted, string? ground) => restricted switch
    {
        null => [new Fault("restricted", "required", "Say whether the record is to be restricted")],
        true when RecordCodes.RestrictionGrounds.All(code => code.Value != ground) => [new Fault("restrictionGround", "required", "Choose why the record is restricted")],
        _ => [],
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPut("/api/v1/equity/schools/{urn:int}/records/{learnerId:guid}/restriction", HandleAsync)
            .Audited("learner-record", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool()
            .WithName("RestrictRecord").WithTags("Records").WithSummary("Restrict the use of a former learner's record, or lift the restriction.");
        app.MapPost("/equity/schools/{urn:int}/records/{learnerId:guid}/restriction", SubmitAsync)
            .Audited("learner-record", AuditAct.Changed, AuditPurpose.Accountability).RequireRoles(RecordBook.Keepers).InSchool();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        int urn, Guid learnerId, Request request, HttpResponse response, Caller caller, RestrictRecord restrict, CancellationToken ct) =>
        FaultsOf(request.Restricted, request.Ground) is { Count: > 0 } faults
            ? Problems.Invalid(faults)
            : RecordWork.Answer(await restrict.SetAsync(urn, new(learnerId), request.Restricted!.Value, request.Ground ?? "", caller, ct), response);

    private static async Task<IResult> SubmitAsync(int urn, Guid learnerId, HttpRequest request, Caller caller, RestrictRecord restrict, RecordDesk desk, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var (restricted, ground) = (form["restricted"] == "yes", form["restrictionGround"].ToString());
        return FaultsOf(restricted, ground) is { Count: > 0 } faults
            ? await desk.ShowAsync(urn, new(learnerId), null, form, caller, faults, ct)
            : await desk.AfterAsync(urn, new(learnerId), await restrict.SetAsync(urn, new(learnerId), restricted, ground, caller, ct), restricted ? "restricted" : "lifted", "restrictionGround", form, caller, ct);
    }

    private Task<DecideResult> SetAsync(int urn, LearnerId id, bool restricted, string ground, Caller caller, CancellationToken ct) => store.DecideAsync(
        LearnerRecord.Aggregate, LearnerRecord.StreamOf(urn, id), version: null, record => Decide(record, id, restricted, ground, caller.PersonId, clock.GetUtcNow()),
        EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
}
