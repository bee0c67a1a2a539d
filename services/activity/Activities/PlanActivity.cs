using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Activities;

/// <summary>A member of staff plans something that brings children together, and when it will be.</summary>
public static partial class PlanActivity
{
    public static Decision Decide(PlannedActivity activity, ActivityId id, ActivityPlan plan, IReadOnlyList<PlannedSession> sessions, DateTimeOffset now)
    {
        if (activity.Planned)
        {
            return Decision.Refuse("activity-already-planned", "This activity has been planned already.");
        }

        var planned = new ActivityPlanned(id, plan, now);
        return sessions.Count == 0 ? Decision.Accept(planned) : Decision.Accept(planned, new SessionsAdded(id, sessions, now));
    }

    /// <summary>The new activity and its sessions, in the order of the request.</summary>
    public sealed record Response(Guid ActivityId, IReadOnlyList<Guid> SessionIds, long Version);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/activities", HandleAsync)
            .Audited("activity", AuditAct.Changed, AuditPurpose.Participation, stream: "activity").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().Idempotent().WithName("planActivity");
    }

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        PlanRequest request, IdempotencyKey key, Caller caller, HttpContext http, KnownToSchool known, ActivityBook book, TimeProvider clock, CancellationToken ct)
    {
        if (request.Urn is { } asked && !caller.MayActFor(asked))
        {
            return Problems.NotFound();
        }

        var shape = request.ShapeFaults();
        var visitors = shape.Count == 0 ? VisitorRequest.Named(request.Visitors, index => key.Derive($"visitor-{index}")) : [];
        var plan = request.ToPlan(visitors);
        IReadOnlyList<SessionTime> times = shape.Count == 0 ? request.Times() : [];
        if (shape.Concat(PlanFaults.Of(plan)).Concat(PlanFaults.Of(times, London.Today(clock))).ToList() is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults);
        }

        var urn = request.Urn!.Value;
        if (await known.FaultsOfAsync(urn, plan, ct) is { Count: > 0 } unknown)
        {
            return Problems.Invalid(unknown);
        }

        var id = new ActivityId(key.Derive("activity"));
        IReadOnlyList<PlannedSession> sessions = [.. times.Select((time, index) => new PlannedSession(new SessionId(key.Derive($"session-{index}")), time))];
        if (await book.PlanAsync(urn, id, plan, visitors, sessions, caller.PersonId, ct) is not DecideResult.Done done)
        {
            return Problems.Refused("activity-already-planned", "This activity has been planned already.");
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.Created(
            $"/api/v1/activities/{id.Value}", new Response(id.Value, [.. sessions.Select(session => session.SessionId.Value)], done.Version));
    }
}
