using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <summary>One session: when it is, who is expected, and its register once it is taken.</summary>
public static partial class ShowSession
{
    /// <summary>A session as it stands.</summary>
    /// <param name="Expected">The learners whom a register would list now.</param>
    public sealed record Response(
        Guid SessionId, Guid ActivityId, int Urn, string Title, DateOnly On, TimeOnly Starts, TimeOnly Ends, string Status, string? CancelReason,
        IReadOnlyList<LearnerId> Expected, IReadOnlyList<LearnerId>? Present, IReadOnlyList<LearnerId>? Absent, long Version);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/sessions/{id:guid}", HandleAsync)
            .Audited("session", AuditAct.Saw, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).WithName("showSession");
        MapPage(app);
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, HttpContext http, Owners owners, Store store, SchoolRoll roll, CancellationToken ct)
    {
        var sessionId = new SessionId(id);
        if (await owners.OfAsync(sessionId, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        var (session, version) = await store.LoadAsync(Session.Aggregate, RegisterBook.KeyOf(urn, sessionId), ct);
        var expected = await roll.ExpectedAsync(Tenant.Of(urn), session.Plan.Audience, session.Invited, session.Time.On, ct);
        http.Response.SetVersion(version);
        return TypedResults.Ok(new Response(
            id, session.ActivityId.Value, urn, session.Plan.Title, session.Time.On, session.Time.Starts, session.Time.Ends, StatusOf(session), session.CancelReason,
            [.. expected.Select(learner => learner.LearnerId)], session.Register?.Present, session.Register?.Absent, version));
    }

    internal static string StatusOf(Session session) => session switch
    {
        { Register: not null } => ActivityCalendar.Delivered,
        { Status: SessionStatus.Cancelled } => ActivityCalendar.Cancelled,
        _ => ActivityCalendar.Scheduled,
    };
}
