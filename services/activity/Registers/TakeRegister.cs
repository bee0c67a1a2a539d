using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Registers;

/// <summary>A member of staff records who came to a session; the same register sent twice is one register.</summary>
public static partial class TakeRegister
{
    public static Decision Decide(
        Session session, IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent, IReadOnlyList<Visitor> visitors, DateTimeOffset now)
    {
        if (session.Register is { } register)
        {
            return register.Says(present, absent)
                ? Decision.Accept()
                : Decision.Refuse("register-already-taken", "The register of this session has been taken. Correct it instead.");
        }

        if (session.Status is SessionStatus.Cancelled)
        {
            return Decision.Refuse("session-cancelled", "This session was cancelled, so it has no register.");
        }

        if (session.Time.On > London.DayOf(now))
        {
            return Decision.Refuse("register-too-early", "The register can be taken from the day of the session.");
        }

        if (present.Count + absent.Count == 0)
        {
            return Decision.Refuse("nobody-on-register", "Add at least one learner to the register.");
        }

        return Decision.Accept(
            new RegisterTaken(session.Id, session.ActivityId, session.Plan.Tags, session.Time.On, present, absent, visitors, now));
    }

    /// <summary>Learners that are not, and were not, on the school's roll; and learners named twice.</summary>
    public static IReadOnlyList<Fault> FaultsOf(IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent, IReadOnlySet<LearnerId> roll) =>
    [
        .. present.Where(id => !roll.Contains(id)).Select(id => new Fault("present", "not-on-roll", $"{id} is not on the roll of this school.")),
        .. absent.Where(id => !roll.Contains(id)).Select(id => new Fault("absent", "not-on-roll", $"{id} is not on the roll of this school.")),
        .. present.Intersect(absent).Select(id => new Fault("absent", "present-and-absent", $"{id} cannot be both present and absent.")),
        .. Twice(present, "present"),
        .. Twice(absent, "absent"),
    ];

    /// <summary>Who was present, or who was absent of those expected; the other list is filled in from the audience.</summary>
    public sealed record Request(IReadOnlyList<LearnerId>? Present, IReadOnlyList<LearnerId>? Absent, IReadOnlyList<VisitorRequest>? Visitors)
    {
        public IReadOnlyList<Fault> Faults() =>
        [
            .. Present is null && Absent is null ? [new Fault("present", "required", "Say who was present or who was absent.")] : Array.Empty<Fault>(),
            .. VisitorRequest.FaultsOf(Visitors),
        ];

        public RegisterSheet Sheet(Func<int, Guid> visitorId) =>
            new(Present, Absent, Visitors is null ? null : VisitorRequest.Named(Visitors, visitorId));
    }

    /// <summary>The register as it now stands, with the version of the session.</summary>
    public sealed record Response(Guid SessionId, int Present, int Absent, long Version);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/sessions/{id:guid}/register", HandleAsync)
            .Audited("register", AuditAct.Changed, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().Idempotent().WithName("takeRegister");
        MapPage(app);
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, IdempotencyKey key, Caller caller, HttpContext http, Owners owners, RegisterBook book, CancellationToken ct)
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
            : Answer(http, session, await book.TakeAsync(urn, session, version, request.Sheet(index => key.Derive($"visitor-{index}")), caller.PersonId, ct));
    }

    internal static Results<Ok<Response>, ProblemHttpResult> Answer(HttpContext http, SessionId session, RegisterResult result)
    {
        switch (result)
        {
            case RegisterResult.Invalid invalid:
                return Problems.Invalid(invalid.Faults);
            case RegisterResult.Decided { Result: DecideResult.Done done } decided:
                http.Response.SetVersion(done.Version);
                return TypedResults.Ok(new Response(session.Value, decided.Present, decided.Absent, done.Version));
            case RegisterResult.Decided decided:
                return Problems.From(decided.Result);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static IEnumerable<Fault> Twice(IReadOnlyList<LearnerId> learners, string where) =>
        learners.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => new Fault(where, "twice", $"{same.Key} is named twice."));
}
