using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Registers;

/// <summary>For ten minutes a register that was saved by mistake can be taken back whole.</summary>
public static partial class UndoRegister
{
    public static readonly TimeSpan For = TimeSpan.FromMinutes(10);

    public static bool IsOpen(Register register, DateTimeOffset now) => !register.Corrected && now - register.TakenAt <= For;

    public static Decision Decide(Session session, DateTimeOffset now) => session.Register switch
    {
        null => Decision.Accept(),
        { } register when !IsOpen(register, now) =>
            Decision.Refuse("undo-too-late", "A register can be undone for ten minutes after it was saved. Correct it instead."),
        _ => Decision.Accept(new RegisterUndone(session.Id, session.ActivityId, session.Plan.Tags, session.Time, session.Expected, now)),
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapDelete("/api/v1/sessions/{id:guid}/register", HandleAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().WithName("undoRegister");
        app.MapPost("/activity/schools/{urn:int}/sessions/{id:guid}/register/undo", HandlePageAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Guid id, Caller caller, Owners owners, RegisterBook book, CancellationToken ct)
    {
        var session = new SessionId(id);
        if (await owners.OfAsync(session, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        var result = await book.UndoAsync(urn, session, caller.PersonId, ct);
        return result is DecideResult.Done ? TypedResults.NoContent() : Problems.From(result);
    }

    private static async Task<IResult> HandlePageAsync(int urn, Guid id, Caller caller, RegisterBook book, CancellationToken ct)
    {
        var session = new SessionId(id);
        return await book.UndoAsync(urn, session, caller.PersonId, ct) switch
        {
            DecideResult.Done => TypedResults.Redirect(TakeRegister.PathOf(urn, session) + "?undone=1"),
            DecideResult.Refused => TypedResults.Redirect(CorrectRegister.PathOf(urn, session) + "?late=1"),
            var other => Problems.From(other),
        };
    }
}
