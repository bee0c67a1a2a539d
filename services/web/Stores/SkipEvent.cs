using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>
/// The administrator lets a read model, or the publisher, that cannot go on pass the one event it stands before, with a reason, on record. Where it has gone on by itself
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
            (false, _) => Problems.NotFound(),
            var (_, stuck) => Page(site, caller, name, stuck, null, []),
        };

    private static async Task<IResult> SkipAsync(StoreSite site, string name, HttpRequest http, Caller caller, Store store, StoreOverview overview, CancellationToken ct)
    {
        var form = await http.ReadFormAsync(ct);
        var (isKnown, stuck) = await StuckAsync(name, form["position"], overview, ct);
        if (!isKnown)
        {
            return Problems.NotFound();
        }

        var reason = form["reason"].ToString().Trim();
        if (stuck?.Next is null)
        {
            return Page(site, caller, name, null, reason, []);
        }

        if (reason.Length is 0 or > LongestReason)
        {
            return Page(site, caller, name, stuck, reason, [new Fault("reason", "required", reason.Length == 0 ? "Enter why this event is skipped" : "The reason must be 500 characters or less")]);
        }

        await store.Home.SkipAsync(name, stuck.Next.Position, reason, caller.PersonId, ct);
        return TypedResults.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"{site.Root}?skipped={stuck.Next.Position}"));
    }

    /// <summary>Whether there is anything of that name that follows, and the follower of it that cannot go on before this event; none where all of them have gone on.</summary>
    private static async Task<(bool IsKnown, FollowerState? Stuck)> StuckAsync(string name, string? position, StoreOverview overview, CancellationToken ct)
    {
        var store = await overview.ReadAsync(ct);
        var at = long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var followers = FollowerOnShow.Of(store).Where(one => one.Name == name).Select(one => one.Follower).ToList();
        return (followers.Count > 0 || store.ReadModels.Any(model => model.Name == name), followers.Find(follower => follower.CannotGoOn && follower.Next?.Position == at));
    }

    private static RazorComponentResult<SkipPage> Page(StoreSite site, Caller caller, string name, FollowerState? stuck, string? reason, IReadOnlyList<Fault> errors) =>
        new(new { Site = site, Caller = caller, Name = name, Stuck = stuck, Reason = reason, Errors = errors })
        {
            StatusCode = errors.Count > 0 ? StatusCodes.Status400BadRequest : stuck is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
}
