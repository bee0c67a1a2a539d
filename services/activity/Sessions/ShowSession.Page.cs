using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <content>The page: what can be done with the session now, who was there, and who did what.</content>
public static partial class ShowSession
{
    internal static string PathOf(int urn, SessionId id) => $"/activity/schools/{urn}/sessions/{id.Value}";

    /// <summary>What the page shows.</summary>
    /// <param name="Notice">"saved", "corrected", "cancelled" or nothing.</param>
    public sealed record View(
        Caller Caller, Place Place, Session Session, string When, bool IsDue, bool CanUndo, int Expected, IReadOnlyList<RollLearner> Present,
        IReadOnlyList<RollLearner> Absent, IReadOnlyList<NamedVisitor> Visitors, string Note, IReadOnlyList<Happening> Timeline, string Notice);

    private static void MapPage(IEndpointRouteBuilder app) =>
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}", ShowAsync)
            .Audited("session", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();

    private static async Task<Results<RazorComponentResult<SessionPage>, ProblemHttpResult>> ShowAsync(
        int urn, Guid id, string? saved, string? corrected, string? cancelled, Caller caller, RegisterDesk desk, SchoolRoll roll, SchoolNames schools, Store store,
        Timelines timelines, TimeProvider clock, CancellationToken ct)
    {
        if (await desk.FindAsync(urn, id, ct) is not var (session, _))
        {
            return Problems.NotFound();
        }

        var now = clock.GetUtcNow();
        var tenant = Tenant.Of(urn);
        var known = session.Register is null
            ? await roll.ExpectedAsync(tenant, session.Plan.Audience, session.Invited, session.Time.On, ct)
            : await roll.NamedAsync(tenant, session.Register.Present.Concat(session.Register.Absent), ct);
        var absent = session.Register?.Absent.ToHashSet() ?? [];
        var view = new View(
            caller, await schools.PlaceOfAsync(urn, ct), session, Words.When(session.StartsAt, now),
            session is { Status: SessionStatus.Scheduled, Register: null } && session.Time.On <= London.DayOf(now),
            session.Register is { } register && UndoRegister.IsOpen(register, now),
            session.Register?.Expected ?? known.Count,
            session.Register is null ? [] : [.. known.Where(learner => !absent.Contains(learner.LearnerId))],
            session.Register is null ? [] : [.. known.Where(learner => absent.Contains(learner.LearnerId))],
            await desk.VisitorsAsync(urn, session, ct),
            session.NoteId is { } note ? await CancelSession.NoteAsync(store, urn, note, ct) : "",
            await timelines.OfAsync([RegisterBook.KeyOf(urn, session.Id)], ct),
            saved is not null ? "saved" : corrected is not null ? "corrected" : cancelled is not null ? "cancelled" : "");
        return new RazorComponentResult<SessionPage>(new { Shown = view });
    }
}
