using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Activity.Registers;

/// <content>The page: the register as it was saved, to be put right.</content>
public static partial class CorrectRegister
{
    internal static string PathOf(int urn, SessionId id) => $"{ShowSession.PathOf(urn, id)}/register/correct";

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/sessions/{id:guid}/register/correct", ShowAsync).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/register/correct", SaveAsync)
            .RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<IResult> ShowAsync(int urn, Guid id, string? late, Caller caller, RegisterDesk desk, CancellationToken ct) =>
        await desk.FindAsync(urn, id, ct) switch
        {
            null => Problems.NotFound(),
            { Session.Register: null } => Results.Redirect(TakeRegister.PathOf(urn, new SessionId(id))),
            var (session, version) => await desk.ShowAsync(
                urn, session, await desk.FreshAsync(urn, session, version, ct) with { Notice = late is null ? "" : "late" }, caller, correcting: true, [], 200, ct),
        };

    private static async Task<IResult> SaveAsync(int urn, Guid id, Caller caller, HttpRequest request, RegisterDesk desk, RegisterBook book, CancellationToken ct)
    {
        var form = RegisterForm.Read(await request.ReadFormAsync(ct));
        if (await desk.FindAsync(urn, id, ct) is not var (session, version))
        {
            return Problems.NotFound();
        }

        if (form.Step.Length > 0 || form.Faults().Count > 0)
        {
            return await desk.ShowAsync(urn, session, form, caller, correcting: true, form.Step.Length > 0 ? [] : form.Faults(), form.Step.Length > 0 ? 200 : 400, ct);
        }

        var sheet = form.ToSheet(await desk.VisitorsAsync(urn, session, ct));
        return await book.CorrectAsync(urn, session.Id, form.Version, sheet, caller.PersonId, ct) switch
        {
            RegisterResult.Invalid invalid => await desk.ShowAsync(urn, session, form, caller, correcting: true, invalid.Faults, 400, ct),
            RegisterResult.Decided { Result: DecideResult.Done } => Results.Redirect(ShowSession.PathOf(urn, session.Id) + "?corrected=1"),
            RegisterResult.Decided { Result: DecideResult.Stale } => await desk.ShowAsync(
                urn, session, form with { Version = version }, caller, correcting: true,
                [new Fault("", "stale", "Somebody else has changed this register since you opened it. Check it, then save again to replace theirs.")], 409, ct),
            RegisterResult.Decided { Result: DecideResult.Refused refused } =>
                await desk.ShowAsync(urn, session, form, caller, correcting: true, [new Fault("", refused.Code, refused.Reason)], 409, ct),
            RegisterResult.Decided other => Problems.From(other.Result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
