using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The administrator has a read model made anew from the events, after seeing what that means, and follows it to its end.</summary>
public static class RebuildReadModel
{
    public static void Map(IEndpointRouteBuilder app, StoreSite site)
    {
        app.MapGet(site.Root + "/read-models/{name}/rebuild", (string name, Caller caller, StoreOverview overview, Rebuilds rebuilds, CancellationToken ct) =>
            PageAsync(site, name, caller, [], overview, rebuilds, ct))
                .Audited("read-model", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost(site.Root + "/read-models/{name}/rebuild", (string name, Caller caller, StoreOverview overview, Rebuilds rebuilds, CancellationToken ct) =>
            BeginAsync(site, name, caller, overview, rebuilds, ct))
                .Audited("read-model", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<IResult> BeginAsync(
        StoreSite site, string name, Caller caller, StoreOverview overview, Rebuilds rebuilds, CancellationToken ct)
    {
        var store = await overview.ReadAsync(ct);
        if (store.ReadModels.FirstOrDefault(model => model.Name == name) is not { } found)
        {
            return Problems.NotFound();
        }

        if (found.Version != found.VersionServed)
        {
            return await PageAsync(site, name, caller, [new Fault("", "other-version", "Another release has made this read model; wait until all replicas are of one release.")], overview, rebuilds, ct);
        }

        await rebuilds.BeginAsync(name, caller.PersonId, ct); // where it runs already, the page shows that
        return TypedResults.LocalRedirect(site.RebuildOf(name));
    }

    private static async Task<IResult> PageAsync(
        StoreSite site, string name, Caller caller, IReadOnlyList<Fault> errors, StoreOverview overview, Rebuilds rebuilds, CancellationToken ct)
    {
        var store = await overview.ReadAsync(ct);
        if (store.ReadModels.FirstOrDefault(model => model.Name == name) is not { } found)
        {
            return Problems.NotFound();
        }

        var last = (await rebuilds.ListAsync(ct)).FirstOrDefault(rebuild => rebuild.ReadModel == name);
        return new RazorComponentResult<RebuildPage>(new { Site = site, Caller = caller, ReadModel = found, Head = store.Head, Last = last, Errors = errors })
        {
            StatusCode = errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
        };
    }
}
