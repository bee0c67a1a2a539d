using Cohesion.Activity.Activities;
using Cohesion.Activity.Partners;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Planning;

/// <summary>Plans an activity one question a page; answers are kept on the server, so that Back works and nothing is lost.</summary>
public static class PlanByPages
{
    /// <summary>What a page of the plan shows.</summary>
    /// <param name="Changing">Whether the question was reached from the check page, to which it then returns.</param>
    public sealed record View(
        Caller Caller, Place Place, Guid Draft, PlanStep Step, bool Changing, PlanAnswers Answers, IReadOnlyList<RollForm> Forms,
        IReadOnlyList<PartnerChoice> Partners, IFormCollection? Typed)
    {
        public string Root => $"/activity/schools/{Place.Id}/activities/plan/{Draft}";

        public string? BackTo => Changing ? $"{Root}/{PlanStep.Check}" : Step.Back is { } back ? $"{Root}/{back}" : $"/activity/schools/{Place.Id}/activities";

        /// <summary>What was typed, where it could not be read; else what is known.</summary>
        public string Text(string name, string known) => Typed is null ? known : Typed[name].ToString();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/activities/plan", Begin).RequireRoles(ActivityStaff.All).InSchool();
        app.MapGet("/activity/schools/{urn:int}/activities/plan/{draft:guid}/check", CheckAsync).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/plan/{draft:guid}/check", PlanAsync).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
        app.MapGet("/activity/schools/{urn:int}/activities/plan/{draft:guid}/{step}", AskAsync).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/plan/{draft:guid}/{step}", AnswerAsync).RequireRoles(ActivityStaff.All).InSchool();
    }

    private static RedirectHttpResult Begin(int urn, TimeProvider clock) =>
        TypedResults.Redirect($"/activity/schools/{urn}/activities/plan/{Guid.CreateVersion7(clock.GetUtcNow())}/{PlanStep.All[0].Path}");

    private static async Task<IResult> AskAsync(
        int urn, Guid draft, string step, string? change, Caller caller, PlanDrafts drafts, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, CancellationToken ct)
    {
        if (PlanStep.Find(step) is not { } question)
        {
            return Problems.NotFound();
        }

        var answers = await drafts.FindAsync(urn, draft, caller, ct);
        return Page(
            new View(caller, await schools.PlaceOfAsync(urn, ct), draft, question, change is not null, answers, await roll.FormsAsync(Tenant.Of(urn), ct),
                await partners.OfAsync(Tenant.Of(urn), ct), null), [], 200);
    }

    private static async Task<IResult> AnswerAsync(
        int urn, Guid draft, string step, string? change, Caller caller, HttpRequest request, PlanDrafts drafts, SchoolNames schools, SchoolRoll roll,
        SchoolPartners partners, TimeProvider clock, CancellationToken ct)
    {
        if (PlanStep.Find(step) is not { } question)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var (answers, faults) = question.Read(await drafts.FindAsync(urn, draft, caller, ct), form, London.Today(clock));
        if (faults.Count > 0)
        {
            return Page(
                new View(caller, await schools.PlaceOfAsync(urn, ct), draft, question, change is not null, answers, await roll.FormsAsync(Tenant.Of(urn), ct),
                    await partners.OfAsync(Tenant.Of(urn), ct), form), faults, 400);
        }

        await drafts.KeepAsync(urn, draft, caller, answers, ct);
        return Results.Redirect($"/activity/schools/{urn}/activities/plan/{draft}/{(change is null ? question.Next : PlanStep.Check)}");
    }

    private static async Task<IResult> CheckAsync(
        int urn, Guid draft, Caller caller, PlanDrafts drafts, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, CancellationToken ct) =>
        await ShowCheckAsync(urn, draft, caller, await drafts.FindAsync(urn, draft, caller, ct), schools, roll, partners, [], 200, ct);

    private static async Task<IResult> PlanAsync(
        int urn, Guid draft, Caller caller, PlanDrafts drafts, ActivityBook book, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, Store store,
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
        List<Fault> faults = [.. PlanFaults.Of(plan), .. PlanFaults.Of(answers.ToTimes(), London.Today(clock)), .. await book.UnknownAsync(urn, plan, ct)];
        if (answers.ToTimes().Count == 0)
        {
            faults.Add(new Fault("", "required", "Say when and where it is."));
        }

        if (faults.Count > 0)
        {
            return await ShowCheckAsync(urn, draft, caller, answers, schools, roll, partners, [.. faults.Select(fault => fault with { Where = "" })], 400, ct);
        }

        var result = await book.PlanAsync(urn, id, plan, answers.ToVisitors(draft), answers.ToSessions(draft), caller.PersonId, ct);
        if (result is not (DecideResult.Done or DecideResult.Refused { Code: "activity-already-planned" }))
        {
            return Problems.From(result);
        }

        await drafts.ForgetAsync(urn, draft, ct);
        return Results.Redirect(done);
    }

    private static async Task<RazorComponentResult<CheckPlanPage>> ShowCheckAsync(
        int urn, Guid draft, Caller caller, PlanAnswers answers, SchoolNames schools, SchoolRoll roll, SchoolPartners partners, IReadOnlyList<Fault> errors,
        int status, CancellationToken ct)
    {
        var view = new View(
            caller, await schools.PlaceOfAsync(urn, ct), draft, PlanStep.All[^1], false, answers, [], await partners.OfAsync(Tenant.Of(urn), ct), null);
        var expected = answers.On is { } on ? (await roll.ExpectedAsync(Tenant.Of(urn), answers.ToAudience(), [], on, ct)).Count : 0;
        return new RazorComponentResult<CheckPlanPage>(new { Shown = view, Expected = expected, Errors = errors }) { StatusCode = status };
    }

    private static RazorComponentResult<PlanPage> Page(View view, IReadOnlyList<Fault> errors, int status) =>
        new(new { Shown = view, Errors = errors }) { StatusCode = status };
}
