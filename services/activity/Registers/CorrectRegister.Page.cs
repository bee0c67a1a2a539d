using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <content>The page: the register as it was saved, to be put right.</content>
public static partial class CorrectRegister
{
    internal static string PathOf(int urn, SessionId id) => $"{ShowSession.PathOf(urn, id)}/register/correct";

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}/register/correct", ShowAsync)
            .Audited("register", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/register/correct", SaveAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, string? late, Caller caller, RegisterDesk desk, CancellationToken ct) =>
        await desk.FindAsync(urn, id, ct) switch
        {
            null => Problems.NotFound(),
            { Session.Register: null } => Results.Redirect(TakeRegister.PathOf(urn, new SessionId(id))),
            var (session, version) => await desk.ShowAsync(
                urn, session, await desk.FreshAsync(urn, session, version, ct) with { Notice = late is null ? "" : "late" }, caller, correcting: true, [], 200, ct),
        };

    private static Task<IResult> SaveAsync(int urn, Guid id, Caller caller, HttpRequest request, RegisterDesk desk, RegisterBook book, CancellationToken ct) =>
        desk.SaveAsync(urn, id, caller, request, correcting: true, (session, version, sheet) => book.CorrectAsync(urn, session, version, sheet, caller.PersonId, ct), ct);
}
