using System.Globalization;
using Cohesion.Activity.Planning;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <content>The page: what it is called, what it is about, where, how many places. Who it is for stays.</content>
public static partial class ChangeActivity
{
    /// <summary>What the page shows.</summary>
    public sealed record View(Caller Caller, Place Place, ActivityId Id, long Version, ActivityPlan Plan, string Capacity);

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/activities/{id:guid}/change", ShowAsync)
            .Audited("activity", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/{id:guid}/change", SaveAsync)
            .Audited("activity", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, Caller caller, Store store, SchoolNames schools, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        var (state, version) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        return version == 0
            ? Problems.NotFound()
            : Page(
                new View(caller, await schools.PlaceOfAsync(urn, ct), activity, version, state.Plan, state.Plan.Capacity?.ToString(CultureInfo.InvariantCulture) ?? ""), [], 200);
    }

    private static async Task<IResult> SaveAsync(
        int urn, Guid id, Caller caller, HttpRequest request, Store store, ActivityBook book, SchoolNames schools, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        var (state, at) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        if (at == 0)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var (answers, faults) = PlanStep.Find("strands")!.Read(PlanAnswers.None with { Kind = state.Plan.Tags.Kind }, form, default);
        var (capacity, place) = (form["capacity"].ToString().Trim(), form["place"].ToString().Trim());
        var plan = state.Plan with
        {
            Title = form["title"].ToString().Trim(),
            Tags = answers.ToPlan(Guid.Empty).Tags with { PartnerIds = state.Plan.Tags.PartnerIds },
            Place = place.Length == 0 ? null : place,
            Capacity = int.TryParse(capacity, NumberStyles.None, CultureInfo.InvariantCulture, out var places) ? places : null,
        };
        faults = [.. faults.UnionBy(PlanFaults.Of(plan), fault => (fault.Where, fault.Code)), .. capacity.Length > 0 && plan.Capacity is null ? [new Fault("capacity", "malformed", "Enter places as a number between 1 and 5,000")] : Array.Empty<Fault>()];
        var version = long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : at;
        if (faults.Count == 0)
        {
            switch (await book.ChangeAsync(urn, activity, version, plan, [], caller.PersonId, ct))
            {
                case DecideResult.Done:
                    return Results.Redirect(ShowActivity.PathOf(urn, activity) + "?changed=1");
                case DecideResult.Stale:
                    faults = [new Fault("", "stale", "Somebody else has changed this activity since you opened it. Check it, then save again to replace theirs.")];
                    version = at;
                    break;
                case var other:
                    return Problems.From(other);
            }
        }

        return Page(new View(caller, await schools.PlaceOfAsync(urn, ct), activity, version, plan, capacity), faults, faults.Any(fault => fault.Code == "stale") ? 409 : 400);
    }

    private static RazorComponentResult<ChangeActivityPage> Page(View view, IReadOnlyList<Fault> errors, int status) =>
        new(new { Shown = view, Errors = errors }) { StatusCode = status };
}
