using Cohesion.Activity.Activities;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <summary>Puts further sessions of an activity into the calendar.</summary>
public static partial class ScheduleSessions
{
    public const int MostSessionsInAll = 400;

    public static Decision Decide(PlannedActivity activity, ActivityId id, IReadOnlyList<PlannedSession> sessions, DateTimeOffset now)
    {
        if (sessions.Count == 0)
        {
            return Decision.Refuse("no-sessions", "Add at least one session.");
        }

        if (activity.Sessions.Count + sessions.Count > MostSessionsInAll)
        {
            return Decision.Refuse("too-many-sessions", $"An activity can have {MostSessionsInAll} sessions. Plan a new one for the next year.");
        }

        var taken = activity.Sessions.Select(session => (session.Time.On, session.Time.Starts)).ToHashSet();
        return sessions.FirstOrDefault(session => taken.Contains((session.Time.On, session.Time.Starts))) is { } clash
            ? Decision.Refuse("already-scheduled", $"This activity already has a session on {clash.Time.On:d MMMM yyyy} at that time.")
            : Decision.Accept(new SessionsAdded(id, sessions, now));
    }

    /// <summary>The first event of each session's own stream.</summary>
    public static SessionScheduled Open(PlannedSession session, ActivityId id, ActivityPlan plan, int expected, DateTimeOffset now) =>
        new(session.SessionId, id, plan, session.Time, expected, now);

    /// <summary>Single sessions, a weekly series, or both.</summary>
    public sealed record Request(IReadOnlyList<SessionRequest>? Sessions, WeeklyRequest? Weekly);

    public sealed record Response(Guid ActivityId, IReadOnlyList<Guid> SessionIds, long Version);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/activities/{id:guid}/sessions", HandleAsync)
            .Audited("sessions", AuditAct.Changed, AuditPurpose.Participation, stream: "activity").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().Idempotent().WithName("scheduleSessions");
        MapPage(app);
    }

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, IdempotencyKey key, Caller caller, HttpContext http, Owners owners, ActivityBook book, TimeProvider clock, CancellationToken ct)
    {
        var activity = new ActivityId(id);
        if (!http.Request.TryReadIfMatch(out var version))
        {
            return Problems.Invalid([new Fault("If-Match", "malformed", "If-Match must be the ETag of the activity.")]);
        }

        List<Fault> faults = [.. SessionRequest.FaultsOf(request.Sessions), .. request.Weekly?.Faults() ?? []];
        IReadOnlyList<SessionTime> times =
            faults.Count == 0 ? [.. (request.Sessions ?? []).Select(session => session.ToTime()), .. request.Weekly?.ToTimes() ?? []] : [];
        faults.AddRange(PlanFaults.Of(times, London.Today(clock)));
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        if (await owners.OfAsync(activity, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        IReadOnlyList<PlannedSession> sessions = [.. times.Select((time, index) => new PlannedSession(new SessionId(key.Derive($"session-{index}")), time))];
        var result = await book.ScheduleAsync(urn, activity, version, sessions, caller.PersonId, ct);
        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.Created($"/api/v1/activities/{id}", new Response(id, [.. sessions.Select(session => session.SessionId.Value)], done.Version));
    }
}
