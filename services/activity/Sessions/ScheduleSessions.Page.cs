using Cohesion.Activity.Activities;
using Cohesion.Activity.Planning;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <content>The page: one more session, or the same time for some weeks.</content>
public static partial class ScheduleSessions
{
    /// <summary>What the page shows.</summary>
    public sealed record View(Caller Caller, Place Place, ActivityId Id, ActivityPlan Plan, int SessionsSoFar, Guid Key, IFormCollection? Typed);

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/activities/{id:guid}/sessions", ShowAsync)
            .Audited("sessions", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/activities/{id:guid}/sessions", SaveAsync)
            .Audited("sessions", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, Caller caller, Store store, SchoolNames schools, TimeProvider clock, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        var (state, version) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        return version == 0
            ? Problems.NotFound()
            : Page(new View(caller, await schools.PlaceOfAsync(urn, ct), activity, state.Plan, state.Sessions.Count, Guid.CreateVersion7(clock.GetUtcNow()), null), [], 200);
    }

    private static async Task<IResult> SaveAsync(
        int urn, Guid id, Caller caller, HttpRequest request, Store store, ActivityBook book, SchoolNames schools, TimeProvider clock, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        var (state, version) = await store.LoadAsync(PlannedActivity.Aggregate, ActivityBook.KeyOf(urn, activity), ct);
        if (version == 0)
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        var key = Guid.TryParse(form["key"], out var known) ? known : Guid.CreateVersion7(clock.GetUtcNow());
        var (answers, faults) = PlanStep.Find("when-and-where")!.Read(PlanAnswers.None, form, London.Today(clock));
        if (faults.Count == 0)
        {
            var sessions = answers.ToSessions(key);
            if (state.Sessions.Any(session => session.SessionId == sessions[0].SessionId))
            {
                return Results.Redirect(ShowActivity.PathOf(urn, activity)); // the same form again
            }

            switch (await book.ScheduleAsync(urn, activity, null, sessions, caller.PersonId, ct))
            {
                case DecideResult.Done:
                    return Results.Redirect(ShowActivity.PathOf(urn, activity));
                case DecideResult.Refused refused:
                    faults = [new Fault("on-day", refused.Code, refused.Reason)];
                    break;
                case var other:
                    return Problems.From(other);
            }
        }

        return Page(
            new View(caller, await schools.PlaceOfAsync(urn, ct), activity, state.Plan, state.Sessions.Count, key, form), faults,
            faults[0].Code == "already-scheduled" ? 409 : 400);
    }

    private static RazorComponentResult<ScheduleSessionsPage> Page(View view, IReadOnlyList<Fault> errors, int status) =>
        new(new { Shown = view, Errors = errors }) { StatusCode = status };
}
