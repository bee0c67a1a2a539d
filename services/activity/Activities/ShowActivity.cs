using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <summary>One activity: its plan and its sessions.</summary>
public static partial class ShowActivity
{
    /// <summary>The plan of an activity and its sessions, in order of time.</summary>
    /// <param name="Version">Version of the activity's stream, as in the ETag.</param>
    public sealed record Response(Guid ActivityId, int Urn, ActivityPlan Plan, IReadOnlyList<SessionListing> Sessions, long Version);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/activities/{id:guid}", HandleAsync)
            .Audited("activity", AuditAct.Saw, AuditPurpose.Participation, stream: "activity").RequireRoles(ActivityStaff.All).WithName("showActivity");
        MapPage(app);
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, HttpContext http, Owners owners, Store store, Calendar calendar, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        if (await owners.OfAsync(activity, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        var (state, version) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        http.Response.SetVersion(version);
        return TypedResults.Ok(new Response(id, urn, state.Plan, await calendar.OfActivityAsync(Tenant.Of(urn), activity, ct), version));
    }
}
