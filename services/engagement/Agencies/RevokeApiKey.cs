using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator ends a key; from that moment it opens nothing.</summary>
public static class RevokeApiKey
{
    public static Decision Decide(Agency agency, AgencyId id, ApiKeyId key, DateTimeOffset now) => agency.Keys.TryGetValue(key, out var held)
        ? held.Revoked ? Decision.Accept() : Decision.Accept(new ApiKeyRevoked(id, key, now))
        : Decision.Refuse("unknown-key", "The agency has no such key.");

    public static void Map(WebApplication app)
    {
        app.MapDelete("/api/v1/agencies/{id:guid}/keys/{keyId:guid}", HandleAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).WithTags("Agencies");
        app.MapPost("/engagement/agencies/{id:guid}/keys/{keyId:guid}/revoke", SubmitAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid keyId, Caller caller, Store store, Database database, TimeProvider clock, CancellationToken ct) =>
        await RevokeAsync(id, keyId, caller, store, database, clock, ct) is DecideResult.Done ? TypedResults.NoContent() : Problems.NotFound();

    private static async Task<IResult> SubmitAsync(
        Guid id, Guid keyId, Caller caller, Store store, Database database, TimeProvider clock, CancellationToken ct) =>
        await RevokeAsync(id, keyId, caller, store, database, clock, ct) is DecideResult.Done
            ? TypedResults.LocalRedirect($"/engagement/agencies/{id}?done=revoked")
            : Problems.NotFound();

    private static Task<DecideResult> RevokeAsync(Guid id, Guid keyId, Caller caller, Store store, Database database, TimeProvider clock, CancellationToken ct)
    {
        var (agency, key) = (AgencyId.Of(id), ApiKeyId.Of(keyId));
        return store.DecideAsync(
            Agency.Aggregate, agency.Stream, version: null, state => Decide(state, agency, key, clock.GetUtcNow()),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct,
            alongside: (work, inside) => database.RunAsync(work, "Agencies.ForgetKeyHash.sql", [key.Value], inside));
    }
}
