using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>
/// The administrator lets a read model that cannot go on pass the one event it stands before, with a reason, on record. Where it has gone on by itself
/// meanwhile, nothing is skipped.
/// </summary>
public static class SkipEvent
{
    public const int LongestReason = 500;

    public static void Map(IEndpointRouteBuilder app, StoreSite site)
    {
        app.MapGet(site.Root + "/read-models/{name}/skip", (string name, string? position, Caller caller, StoreOverview overview, CancellationToken ct) =>
            AskAsync(site, name, position, caller, overview, ct))
                .Audited("read-model", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapPost(site.Root + "/read-models/{name}/skip", (string name, HttpRequest http, Caller caller, Store store, StoreOverview overview, CancellationToken ct) =>
            SkipAsync(site, name, http, caller, store, overview, ct))
                .Audited("read-model", AuditAct.Changed, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<IResult> AskAsync(StoreSite site, string name, string? position, Caller caller, StoreOverview overview, CancellationToken ct) =>
        await StuckAsync(name, position, overview, ct) switch
        {
            (null, _) => Problems.NotFound(),
            var (model, stuck) => Page(site, caller, model, stuck, null, []),
        };

    private static async Task<IResult> SkipAsync(StoreSite site, string name, HttpRequest http, Caller caller, Store store, StoreOverview overview, CancellationToken ct)
    {
        var form = await http.ReadFormAsync(ct);
        var (model, stuck) = await StuckAsync(name, form["position"], overview, ct);
        if (model is null)
        {
            return Problems.NotFound();
        }

        var reason = form["reason"].ToString().Trim();
        if (stuck?.Next is null)
        {
            return Page(site, caller, model, null, reason, []);
        }

        if (reason.Length is 0 or > LongestReason)
        {
            return Page(site, caller, model, stuck, reason, [new Fault("reason", "required", reason.Length == 0 ? "Enter why this event is skipped" : "The reason must be 500 characters or less")]);
        }

        await store.SkipAsync(name, stuck.Next.Position, reason, caller.PersonId, ct);
        return TypedResults.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"{site.Root}?skipped={stuck.Next.Position}"));
    }

    /// <summary>The follower of a read model that cannot go on before this event; none where all of them have gone on.</summary>
    private static async Task<(ReadModelState? ReadModel, FollowerState? Stuck)> StuckAsync(string name, string? position, StoreOverview overview, CancellationToken ct)
    {
        var model = (await overview.ReadAsync(ct)).ReadModels.FirstOrDefault(model => model.Name == name);
        var at = long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return (model, model?.Followers.FirstOrDefault(follower => follower.CannotGoOn && follower.Next?.Position == at));
    }

    private static RazorComponentResult<SkipPage> Page(StoreSite site, Caller caller, ReadModelState model, FollowerState? stuck, string? reason, IReadOnlyList<Fault> errors) =>
        new(new { Site = site, Caller = caller, ReadModel = model, Stuck = stuck, Reason = reason, Errors = errors })
        {
            StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : stuck is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
}
