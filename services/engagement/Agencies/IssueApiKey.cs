using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator makes a key for an agency. It is shown this once; only its hash is kept.</summary>
public static class IssueApiKey
{
    /// <summary>How long a key works before the agency needs another.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>The key, once.</summary>
    public sealed record Issued(Guid Id, string Key, DateTimeOffset ExpiresAt);

    public static Decision Decide(Agency agency, AgencyId id, ApiKeyId key, string prefix, DateTimeOffset now)
    {
        if (agency.Keys.ContainsKey(key))
        {
            return Decision.Refuse("key-already-shown", "This key was made and shown before and cannot be shown again. Revoke it and make another if it was lost.");
        }

        return agency.WorkingKeys >= Agency.MostKeys
            ? Decision.Refuse("too-many-keys", $"An agency has at most {Agency.MostKeys} keys. Revoke one first.")
            : Decision.Accept(new ApiKeyIssued(id, key, prefix, now + Lifetime, now));
    }

    public static void Map(WebApplication app)
    {
        // Not Idempotent(): an answer kept for repeating would hold the key. The same Idempotency-Key again answers that it was shown.
        app.MapPost("/api/v1/agencies/{id:guid}/keys", HandleAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).WithTags("Agencies");
        app.MapPost("/engagement/agencies/{id:guid}/keys", SubmitAsync)
            .Audited("agency-key", AuditAct.Changed, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<Results<Created<Issued>, ProblemHttpResult>> HandleAsync(
        Guid id, IdempotencyKey? idempotency, Caller caller, Store store, Database database, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (idempotency is null)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "idempotency-key-missing", "Idempotency-Key is missing", "Send a header Idempotency-Key with a value of your own.");
        }

        var (result, issued) = await IssueAsync(AgencyId.Of(id), ApiKeyId.Of(idempotency.Derive("key")), caller, store, database, clock, ct);
        if (issued is null)
        {
            return Problems.From(result);
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/agencies/{id}/keys/{issued.Id}", issued);
    }

    private static async Task<IResult> SubmitAsync(
        Guid id, Caller caller, Store store, Database database, AgencyList agencies, ApiKeyList keys, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var (result, issued) = await IssueAsync(
            AgencyId.Of(id), ApiKeyId.Of(Guid.CreateVersion7(clock.GetUtcNow())), caller, store, database, clock, ct);
        response.Headers.CacheControl = "no-store";
        return await ShowAgency.PageAsync(AgencyId.Of(id), caller, agencies, keys, issued, result as DecideResult.Refused, clock, ct);
    }

    private static async Task<(DecideResult Result, Issued? Issued)> IssueAsync(
        AgencyId agency, ApiKeyId id, Caller caller, Store store, Database database, TimeProvider clock, CancellationToken ct)
    {
        var (key, now) = (ApiKey.Make(), clock.GetUtcNow());
        var result = await store.DecideAsync(
            Agency.Aggregate, agency.Stream, version: null, state => Decide(state, agency, id, key.Prefix, now),
            EventMetadata.FromCurrentTrace(by: caller.PersonId), ct,
            alongside: (work, inside) => database.RunAsync(work, "Agencies.KeepKeyHash.sql", [key.Prefix, id.Value, ApiKey.Hash(key.Text)], inside));
        return (result, result is DecideResult.Done ? new Issued(id.Value, key.Text, now + Lifetime) : null);
    }
}
