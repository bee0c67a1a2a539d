using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Agreements;

/// <summary>A school shares by an agreement no longer, from this moment.</summary>
public static class EndAgreement
{
    public static Decision Decide(SharingAgreements agreements, AgreementId id, string by, DateTimeOffset now) => agreements.Find(id) switch
    {
        null => Decision.Refuse("unknown-agreement", "There is no such agreement."),
        { Ended: true } => Decision.Accept(), // what was asked for is so
        var agreement => Decision.Accept(new SharingEnded(id, agreement.With, by, now)),
    };

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/v1/access/schools/{urn:int}/agreements/{id:guid}/ending", HandleAsync)
            .Audited("sharing-agreement", AuditAct.Changed, AuditPurpose.Access).RequireRoles(RecordAgreement.Keepers).InSchool().Idempotent().WithTags("Sharing");
        app.MapPost("/access/schools/{urn:int}/agreements/{id:guid}/end", SubmitAsync)
            .Audited("sharing-agreement", AuditAct.Changed, AuditPurpose.Access).RequireRoles(RecordAgreement.Keepers).InSchool();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        int urn, Guid id, Caller caller, Store store, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        switch (await EndAsync(urn, id, caller, store, clock, ct))
        {
            case DecideResult.Done done:
                response.SetVersion(done.Version);
                return TypedResults.NoContent();
            case DecideResult.Refused { Code: "unknown-agreement" }:
                return Problems.NotFound();
            case var other:
                return Problems.From(other);
        }
    }

    private static async Task<IResult> SubmitAsync(int urn, Guid id, Caller caller, Store store, TimeProvider clock, CancellationToken ct) =>
        await EndAsync(urn, id, caller, store, clock, ct) is DecideResult.Done ? TypedResults.LocalRedirect($"/access/schools/{urn}/agreements?done=ended") : Problems.NotFound();

    private static Task<DecideResult> EndAsync(int urn, Guid id, Caller caller, Store store, TimeProvider clock, CancellationToken ct) => store.DecideAsync(
        SharingAgreements.Aggregate, SharingAgreements.StreamOf(urn), version: null, agreements => Decide(agreements, AgreementId.Of(id), caller.PersonId, clock.GetUtcNow()),
        EventMetadata.FromCurrentTrace(by: caller.PersonId), ct);
}
