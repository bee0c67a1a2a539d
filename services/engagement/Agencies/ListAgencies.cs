using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Agencies;

/// <summary>The administrator sees which organisations may refer children, and whether they hold a key that works.</summary>
public static class ListAgencies
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/engagement/agencies", ShowAsync).Audited("agencies", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet("/api/v1/agencies", ListAsync)
            .Audited("agencies", AuditAct.Saw, AuditPurpose.Partnership, forPlatform: true).RequireRoles(Role.Administrator).WithTags("Agencies");
    }

    private static async Task<RazorComponentResult<ListAgenciesPage>> ShowAsync(Caller caller, AgencyList agencies, TimeProvider clock, CancellationToken ct) =>
        new(new { Caller = caller, Agencies = await agencies.ListAsync(ct), Now = clock.GetUtcNow() });

    private static async Task<Ok<IReadOnlyList<AgencyListItem>>> ListAsync(AgencyList agencies, CancellationToken ct) => TypedResults.Ok(await agencies.ListAsync(ct));
}
