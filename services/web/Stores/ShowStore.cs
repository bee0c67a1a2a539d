using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The administrator sees whether everything follows the events of a service, and what cannot go on.</summary>
public static class ShowStore
{
    /// <summary>How the store is doing, and the last rebuild of each read model that had one.</summary>
    public sealed record Response(StoreState Store, IReadOnlyList<RebuildState> Rebuilds);

    public static void Map(IEndpointRouteBuilder app, StoreSite site)
    {
        app.MapGet(site.Root, (Caller caller, long? skipped, StoreOverview overview, Rebuilds rebuilds, TimeProvider clock, CancellationToken ct) =>
            PageAsync(site, caller, skipped, overview, rebuilds, clock, ct))
                .Audited("store", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet(site.Api, HandleAsync).Audited("store", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator)
            .WithName("ShowStore").WithTags("Event store").WithSummary("What follows the events of this service, how far each has come, and what was skipped or rebuilt.");
    }

    private static async Task<Ok<Response>> HandleAsync(StoreOverview overview, Rebuilds rebuilds, CancellationToken ct) =>
        TypedResults.Ok(new Response(await overview.ReadAsync(ct), await rebuilds.ListAsync(ct)));

    private static async Task<RazorComponentResult<StorePage>> PageAsync(
        StoreSite site, Caller caller, long? skipped, StoreOverview overview, Rebuilds rebuilds, TimeProvider clock, CancellationToken ct) =>
        new(new { Site = site, Caller = caller, Store = await overview.ReadAsync(ct), Rebuilds = await rebuilds.ListAsync(ct), Skipped = skipped, Now = clock.GetUtcNow() });
}
