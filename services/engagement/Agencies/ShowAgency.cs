using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator opens one agency: what it may use, and its keys.</summary>
public static class ShowAgency
{
    /// <summary>An agency with its keys, none of which can be read back.</summary>
    public sealed record Shown(AgencyListItem Agency, IReadOnlyList<ApiKeyListItem> Keys);

    public static void Map(WebApplication app)
    {
        app.MapGet(
            "/engagement/agencies/{id:guid}",
            (Guid id, Caller caller, AgencyList agencies, ApiKeyList keys, TimeProvider clock, CancellationToken ct) =>
                PageAsync(AgencyId.Of(id), caller, agencies, keys, null, null, clock, ct))
                    .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet("/api/v1/agencies/{id:guid}", ReadAsync)
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).WithTags("Agencies");
    }

    internal static async Task<IResult> PageAsync(
        AgencyId id, Caller caller, AgencyList agencies, ApiKeyList keys, IssueApiKey.Issued? issued, DecideResult.Refused? refused, TimeProvider clock, CancellationToken ct)
    {
        if (await agencies.FindAsync(id, ct) is not { } agency)
        {
            return Problems.NotFound();
        }

        return new RazorComponentResult<ShowAgencyPage>(new
        {
            Caller = caller,
            Agency = agency,
            Keys = await keys.OfAsync(id, ct),
            Issued = issued,
            Now = clock.GetUtcNow(),
            Errors = refused is null ? (IReadOnlyList<Fault>)[] : [new Fault("key", refused.Code, refused.Reason)],
        })
        { StatusCode = refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict };
    }

    private static async Task<Results<Ok<Shown>, ProblemHttpResult>> ReadAsync(Guid id, AgencyList agencies, ApiKeyList keys, CancellationToken ct) =>
        await agencies.FindAsync(AgencyId.Of(id), ct) is { } agency
            ? TypedResults.Ok(new Shown(agency, await keys.OfAsync(AgencyId.Of(id), ct)))
            : Problems.NotFound();
}
