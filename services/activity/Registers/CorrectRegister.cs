using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Registers;

/// <summary>A member of staff puts a register right; the corrected one replaces it whole, and what it was stays in the timeline.</summary>
public static partial class CorrectRegister
{
    public static Decision Decide(
        Session session, IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent, IReadOnlyList<Visitor> visitors, DateTimeOffset now)
    {
        if (session.Register is not { } register)
        {
            return Decision.Refuse("register-not-taken", "There is no register to correct. Take it first.");
        }

        if (present.Count + absent.Count == 0)
        {
            return Decision.Refuse("nobody-on-register", "Keep at least one learner on the register.");
        }

        return register.Says(present, absent) && visitors.SequenceEqual(register.Visitors)
            ? Decision.Accept()
            : Decision.Accept(new RegisterCorrected(session.Id, session.ActivityId, session.Plan.Tags, session.Time.On, present, absent, visitors, now));
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPut("/api/v1/sessions/{id:guid}/register", HandleAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().WithName("correctRegister");
        MapPage(app);
    }

    private static async Task<Results<Ok<TakeRegister.Response>, ProblemHttpResult>> HandleAsync(
        Guid id, TakeRegister.Request request, Caller caller, HttpContext http, Owners owners, RegisterBook book, TimeProvider clock, CancellationToken ct)
    {
        var session = new SessionId(id);
        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Invalid([new Fault("If-Match", "malformed", "If-Match must be the ETag of the session.")]);
        }

        if (request.Faults() is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults);
        }

        return await owners.OfAsync(session, caller, ct) is not { } urn
            ? Problems.NotFound()
            : TakeRegister.Answer(http, session, await book.CorrectAsync(urn, session, version, request.Sheet(_ => Guid.CreateVersion7(clock.GetUtcNow())), caller.PersonId, ct));
    }
}
