using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Staff;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity.Sessions;

/// <summary>Learners whom nothing has reached yet are asked to a session that has places.</summary>
public static class InviteToSession
{
    /// <summary>The decision: until it starts, and while there are places.</summary>
    /// <param name="expected">How many the session already expects.</param>
    public static Decision Decide(Session session, IReadOnlyList<LearnerId> learners, int expected, DateTimeOffset now)
    {
        if (session.Status is SessionStatus.Cancelled)
        {
            return Decision.Refuse("session-cancelled", "This session was cancelled.");
        }

        if (session.Register is not null || session.StartsAt < now)
        {
            return Decision.Refuse("session-over", "Learners can be invited until the session starts.");
        }

        var asked = learners.Except(session.Invited).ToList();
        if (asked.Count == 0)
        {
            return Decision.Accept();
        }

        if (session.Plan.Capacity is { } places && expected + asked.Count > places)
        {
            return Decision.Refuse("no-places-left", $"There are {Math.Max(0, places - expected)} places left for {asked.Count} learners.");
        }

        return Decision.Accept(new LearnersInvited(
            session.Id, session.ActivityId, session.Plan.Tags, session.Time, asked, expected + asked.Count, now));
    }

    public sealed record Request(IReadOnlyList<LearnerId>? Learners);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/sessions/{id:guid}/invitations", HandleAsync)
            .Audited("invitations", AuditAct.Changed, AuditPurpose.Participation, stream: "session").RequireRoles(ActivityStaff.All).AddEndpointFilter<StaffNames>().Idempotent().WithName("inviteToSession");

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, Caller caller, HttpContext http, Owners owners, Invitations invitations, CancellationToken ct)
    {
        var session = new SessionId(id);
        if (request.Learners is not { Count: > 0 } learners)
        {
            return Problems.Invalid([new Fault("learners", "required", "Say who is invited.")]);
        }

        if (await owners.OfAsync(session, caller, ct) is not { } urn)
        {
            return Problems.NotFound();
        }

        if (await invitations.UnknownAsync(urn, learners, ct) is { Count: > 0 } unknown)
        {
            return Problems.Invalid(unknown);
        }

        var result = await invitations.SendAsync(urn, session, learners, caller.PersonId, ct);
        if (result is not DecideResult.Done done)
        {
            return Problems.From(result);
        }

        http.Response.SetVersion(done.Version);
        return TypedResults.NoContent();
    }
}

/// <summary>Where invitations are written; those whom the session expects already are not invited again.</summary>
public sealed class Invitations(Store store, SchoolRoll roll, TimeProvider clock)
{
    public async Task<IReadOnlyList<Fault>> UnknownAsync(int urn, IReadOnlyList<LearnerId> learners, CancellationToken ct)
    {
        var known = (await roll.NamedAsync(Tenant.Of(urn), learners, ct)).Select(learner => learner.LearnerId).ToHashSet();
        return [.. learners.Where(id => !known.Contains(id)).Select(id => new Fault("learners", "not-on-roll", $"{id} is not on the roll of this school."))];
    }

    public async Task<DecideResult> SendAsync(int urn, SessionId id, IReadOnlyList<LearnerId> learners, string by, CancellationToken ct)
    {
        var (session, version) = await store.LoadAsync(Session.Aggregate, RegisterBook.KeyOf(urn, id), ct);
        if (version == 0)
        {
            return new DecideResult.NotFound();
        }

        var expected = await roll.ExpectedAsync(Tenant.Of(urn), session.Plan.Audience, session.Invited, session.Time.On, ct);
        IReadOnlyList<LearnerId> asked = [.. learners.Distinct().Except(expected.Select(learner => learner.LearnerId))];
        return await store.DecideAsync(
            Session.Aggregate, RegisterBook.KeyOf(urn, id), null,
            current => InviteToSession.Decide(current, asked, expected.Count, clock.GetUtcNow()), EventMetadata.FromCurrentTrace(by: by), ct);
    }
}
