using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <content>The page: why, and a note for colleagues.</content>
public static partial class CancelSession
{
    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}/cancel", ShowAsync)
            .Audited("session", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/cancel", SaveAsync)
            .Audited("session", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(
        int urn, Guid id, Caller caller, RegisterDesk desk, SchoolNames schools, TimeProvider clock, CancellationToken ct) =>
        await desk.FindAsync(urn, id, ct) is not var (session, _)
            ? Problems.NotFound()
            : Page(caller, await schools.PlaceOfAsync(urn, ct), session, "", "", clock, [], 200);

    private static async Task<IResult> SaveAsync(
        int urn, Guid id, Caller caller, HttpRequest request, Store store, RegisterDesk desk, SchoolNames schools, TimeProvider clock, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var (reason, note) = (form["reason"].ToString(), form["note"].ToString());
        if (await desk.FindAsync(urn, id, ct) is not var (session, _))
        {
            return Problems.NotFound();
        }

        var place = await schools.PlaceOfAsync(urn, ct);
        if (FaultsOf(reason, note) is { Count: > 0 } faults)
        {
            return Page(caller, place, session, reason, note, clock, faults, 400);
        }

        return await CancelAsync(store, urn, session.Id, null, reason, note, Guid.CreateVersion7(clock.GetUtcNow()), caller.PersonId, clock, ct) switch
        {
            DecideResult.Done => Results.Redirect(ShowSession.PathOf(urn, session.Id) + "?cancelled=1"),
            DecideResult.Refused refused => Page(caller, place, session, reason, note, clock, [new Fault("", refused.Code, refused.Reason)], 409),
            var other => Problems.From(other),
        };
    }

    private static RazorComponentResult<CancelSessionPage> Page(
        Caller caller, Place place, Session session, string reason, string note, TimeProvider clock, IReadOnlyList<Fault> errors, int status) =>
        new(new
        {
            Caller = caller,
            Place = place,
            Session = session,
            When = Words.When(session.StartsAt, clock.GetUtcNow()),
            Reason = reason,
            Note = note,
            Errors = errors,
        })
        { StatusCode = status };
}
