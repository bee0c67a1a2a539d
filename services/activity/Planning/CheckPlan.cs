using Cohesion.Activity.Activities;
using Cohesion.Activity.Partners;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Planning;

/// <summary>The last page of a plan: all answers to check, then the activity is planned.</summary>
public static class CheckPlan
{
    public static void Map(IEndpointRouteBuilder app)
    {
        const string path = "/activity/schools/{urn:int}/activities/plan/{draft:guid}/" + PlanStep.Check;
        app.MapGet(path, ShowAsync).Audited("activity-plan", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost(path, PlanAsync)
            .Audited("activity", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(
        int urn, Guid draft, Caller caller, PlanDrafts drafts, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, CancellationToken ct) =>
        await PageAsync(urn, draft, caller, await drafts.FindAsync(urn, draft, caller, ct), schools, roll, partners, [], 200, ct);

    private static async Task<IResult> PlanAsync(
        int urn, Guid draft, Caller caller, PlanDrafts drafts, KnownToSchool known, ActivityBook book, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, Store store,
        TimeProvider clock, CancellationToken ct)
    {
        var id = new ActivityId(draft);
        var done = ShowActivity.PathOf(urn, id) + "?planned=1";
        var answers = await drafts.FindAsync(urn, draft, caller, ct);
        if (answers == PlanAnswers.None && (await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, id), ct)).Version > 0)
        {
            return Results.Redirect(done); // the same form again: it is planned already
        }

        var plan = answers.ToPlan(draft);
        List<Fault> faults = [.. PlanFaults.Of(plan), .. PlanFaults.Of(answers.ToTimes(), London.Today(clock)), .. await known.FaultsOfAsync(urn, plan, ct)];
        if (answers.ToTimes().Count == 0)
        {
            faults.Add(new Fault("", "required", "Say when and where it is."));
        }

        if (faults.Count > 0)
        {
            return await PageAsync(urn, draft, caller, answers, schools, roll, partners, [.. faults.Select(fault => fault with { Where = "" })], 400, ct);
        }

        var result = await book.PlanAsync(urn, id, plan, answers.ToVisitors(draft), answers.ToSessions(draft), caller.PersonId, ct);
        if (result is not (DecideResult.Done or DecideResult.Refused { Code: "activity-already-planned" }))
        {
            return Problems.From(result);
        }

        await drafts.ForgetAsync(urn, draft, ct);
        return Results.Redirect(done);
    }

    private static async Task<RazorComponentResult<CheckPlanPage>> PageAsync(
        int urn, Guid draft, Caller caller, PlanAnswers answers, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, IReadOnlyList<Fault> errors,
        int status, CancellationToken ct)
    {
        var view = new PlanByPages.View(
            caller, await schools.PlaceOfAsync(urn, ct), draft, PlanStep.All[^1], false, answers, [], await partners.OfAsync(Tenant.Of(urn), ct), null);
        var expected = answers.On is { } on ? (await roll.ExpectedAsync(Tenant.Of(urn), answers.ToAudience(), [], on, ct)).Count : 0;
        return new RazorComponentResult<CheckPlanPage>(new { Shown = view, Expected = expected, Errors = errors }) { StatusCode = status };
    }
}
