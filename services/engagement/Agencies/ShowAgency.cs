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
            (Guid id, Caller caller, AgencyPages pages, HttpResponse response, CancellationToken ct) => pages.ShowAsync(AgencyId.Of(id), caller, issued: null, response, ct))
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet("/api/v1/agencies/{id:guid}", ReadAsync)
            .Audited("agency", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).WithTags("Agencies");
    }

    private static async Task<Results<Ok<Shown>, ProblemHttpResult>> ReadAsync(Guid id, AgencyList agencies, ApiKeyList keys, CancellationToken ct) =>
        await agencies.FindAsync(AgencyId.Of(id), ct) is { } agency
            ? TypedResults.Ok(new Shown(agency, await keys.OfAsync(AgencyId.Of(id), ct)))
            : Problems.NotFound();
}
