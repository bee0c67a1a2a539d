using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <content>The page: everyone present, tick the absent, save.</content>
public static partial class TakeRegister
{
    internal static string PathOf(int urn, SessionId id) => $"{ShowSession.PathOf(urn, id)}/register";

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}/register", ShowAsync).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/register", SaveAsync).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, string? undone, Caller caller, RegisterDesk desk, CancellationToken ct) =>
        await desk.FindAsync(urn, id, ct) switch
        {
            null => Problems.NotFound(),
            { Session: { Register: not null } or { Status: SessionStatus.Cancelled } } => Results.Redirect(ShowSession.PathOf(urn, new SessionId(id))),
            var (session, version) => await desk.ShowAsync(
                urn, session, await desk.FreshAsync(urn, session, version, ct) with { Notice = undone is null ? "" : "undone" }, caller, correcting: false, [], 200, ct),
        };

    private static async Task<IResult> SaveAsync(int urn, Guid id, Caller caller, HttpRequest request, RegisterDesk desk, RegisterBook book, CancellationToken ct)
    {
        var form = RegisterForm.Read(await request.ReadFormAsync(ct));
        if (await desk.FindAsync(urn, id, ct) is not var (session, _))
        {
            return Problems.NotFound();
        }

        if (form.Step.Length > 0 || form.Faults().Count > 0)
        {
            return await desk.ShowAsync(urn, session, form, caller, correcting: false, form.Step.Length > 0 ? [] : form.Faults(), form.Step.Length > 0 ? 200 : 400, ct);
        }

        var sheet = form.ToSheet(await desk.VisitorsAsync(urn, session, ct));
        return await book.TakeAsync(urn, session.Id, null, sheet, caller.PersonId, ct) switch
        {
            RegisterResult.Invalid invalid => await desk.ShowAsync(urn, session, form, caller, correcting: false, invalid.Faults, 400, ct),
            RegisterResult.Decided { Result: DecideResult.Done } => Results.Redirect(ShowSession.PathOf(urn, session.Id) + "?saved=1"),
            RegisterResult.Decided { Result: DecideResult.Refused refused } =>
                await desk.ShowAsync(urn, session, form, caller, correcting: false, [new Fault("", refused.Code, refused.Reason)], 409, ct),
            RegisterResult.Decided other => Problems.From(other.Result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
