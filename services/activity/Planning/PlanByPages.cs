using Cohesion.Activity.Activities;
using Cohesion.Activity.Partners;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
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
        app.MapGet("/activity/schools/{urn:int}/activities/plan", Begin)
            .Audited("activity-plan", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapGet("/activity/schools/{urn:int}/activities/plan/{draft:guid}/{step}", AskAsync)
            .Audited("activity-plan", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/plan/{draft:guid}/{step}", AnswerAsync)
            .Audited("activity-plan", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
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

    private static RazorComponentResult<PlanPage> Page(View view, IReadOnlyList<Fault> errors, int status) =>
        new(new { Shown = view, Errors = errors }) { StatusCode = status };
}
