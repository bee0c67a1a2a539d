using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <content>The page: everyone present, tick the absent, save.</content>
public static partial class TakeRegister
{
    internal static string PathOf(int urn, SessionId id) => $"{ShowSession.PathOf(urn, id)}/register";

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}/register", ShowAsync)
            .Audited("register", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/register", SaveAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, string? undone, Caller caller, RegisterDesk desk, CancellationToken ct) =>
        await desk.FindAsync(urn, id, ct) switch
        {
            null => Problems.NotFound(),
            { Session: { Register: not null } or { Status: SessionStatus.Cancelled } } => Results.Redirect(ShowSession.PathOf(urn, new SessionId(id))),
            var (session, version) => await desk.ShowAsync(
                urn, session, await desk.FreshAsync(urn, session, version, ct) with { Notice = undone is null ? "" : "undone" }, caller, correcting: false, [], 200, ct),
        };

    private static Task<IResult> SaveAsync(int urn, Guid id, Caller caller, HttpRequest request, RegisterDesk desk, RegisterBook book, CancellationToken ct) =>
        desk.SaveAsync(urn, id, caller, request, correcting: false, (session, _, sheet) => book.TakeAsync(urn, session, null, sheet, caller.PersonId, ct), ct);
}
