using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.EventStore;

namespace Cohesion.Activity.Activities;

/// <summary>Where activities are written: the plan's stream and the stream of each of its sessions, in one transaction.</summary>
public sealed class ActivityBook(Store store, SchoolRoll roll, Visitors visitors, TimeProvider clock)
{
    public static StreamKey KeyOf(int urn, ActivityId id) => new(Tenant.Of(urn), id.ToString());

    /// <summary>Plans an activity with its first sessions; <paramref name="register"/> adds the register of one that has taken place.</summary>
    public async Task<DecideResult> PlanAsync(
        int urn, ActivityId id, ActivityPlan plan, IReadOnlyList<NamedVisitor> named, IReadOnlyList<PlannedSession> sessions, string by, CancellationToken ct,
        Func<IReadOnlyList<RollLearner>, Session, Decision>? register = null)
    {
        var now = clock.GetUtcNow();
        var expected = sessions.Count == 0 ? [] : await roll.ExpectedAsync(Tenant.Of(urn), plan.Audience, [], sessions[0].Time.On, ct);
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(by: by), ct);
        if (await work.DecideAsync(PlannedActivity.Aggregate, KeyOf(urn, id), activity => PlanActivity.Decide(activity, id, plan, sessions, now), ct) is Decision.Refused refused)
        {
            return new DecideResult.Refused(refused.Code, refused.Reason);
        }

        foreach (var session in sessions)
        {
            var opening = ScheduleSessions.Open(session, id, plan, expected.Count, now);
            IReadOnlyList<object> events = [opening];
            if (register is not null)
            {
                switch (register(expected, Session.Evolve(Session.Initial, opening)))
                {
                    case Decision.Refused no:
                        return new DecideResult.Refused(no.Code, no.Reason);
                    case Decision.Accepted yes:
                        events = [opening, .. yes.Events];
                        break;
                }
            }

            work.Append(RegisterBook.KeyOf(urn, session.SessionId), Session.Aggregate.Alias, ExpectedVersion.MustNotExist, events);
        }

        await visitors.PutAsync(work, Tenant.Of(urn), named, ct);
        return Of(await work.CommitAsync(ct), KeyOf(urn, id));
    }

    /// <summary>Puts further sessions of an activity into the calendar.</summary>
    public async Task<DecideResult> ScheduleAsync(int urn, ActivityId id, long? version, IReadOnlyList<PlannedSession> sessions, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(by: by), ct);
        var (activity, _, instead) = await LoadAsync(work, urn, id, version, ct);
        if (instead is not null)
        {
            return instead;
        }

        if (await work.DecideAsync(PlannedActivity.Aggregate, KeyOf(urn, id), state => ScheduleSessions.Decide(state, id, sessions, now), ct) is Decision.Refused refused)
        {
            return new DecideResult.Refused(refused.Code, refused.Reason);
        }

        var expected = await roll.ExpectedAsync(Tenant.Of(urn), activity.Plan.Audience, [], sessions[0].Time.On, ct);
        foreach (var session in sessions)
        {
            work.Append(
                RegisterBook.KeyOf(urn, session.SessionId), Session.Aggregate.Alias, ExpectedVersion.MustNotExist,
                ScheduleSessions.Open(session, id, activity.Plan, expected.Count, now));
        }

        return Of(await work.CommitAsync(ct), KeyOf(urn, id));
    }

    /// <summary>Changes the plan, and with it every session that is not cancelled.</summary>
    public async Task<DecideResult> ChangeAsync(
        int urn, ActivityId id, long? version, ActivityPlan plan, IReadOnlyList<NamedVisitor> named, string by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await store.BeginAsync(Tenant.Of(urn), EventMetadata.FromCurrentTrace(by: by), ct);
        var (activity, at, instead) = await LoadAsync(work, urn, id, version, ct);
        if (instead is not null)
        {
            return instead;
        }

        if (ChangeActivity.Decide(activity, id, plan, now) is not Decision.Accepted { Events.Count: > 0 } accepted)
        {
            return new DecideResult.Done(at, []);
        }

        work.Append(KeyOf(urn, id), PlannedActivity.Aggregate.Alias, ExpectedVersion.At(at), accepted.Events);
        foreach (var planned in activity.Sessions)
        {
            var key = RegisterBook.KeyOf(urn, planned.SessionId);
            var (session, was) = await work.LoadAsync(Session.Aggregate, key, ct);
            var expected = session is { Status: SessionStatus.Scheduled, Register: null }
                ? (await roll.ExpectedAsync(Tenant.Of(urn), plan.Audience, session.Invited, session.Time.On, ct)).Count : 0;
            work.Append(key, Session.Aggregate.Alias, ExpectedVersion.At(was), ChangeActivity.Follow(session, plan, expected, now));
        }

        await visitors.PutAsync(work, Tenant.Of(urn), named, ct);
        return Of(await work.CommitAsync(ct), KeyOf(urn, id));
    }

    /// <summary>The activity as this transaction finds it, and a result instead of a change where it is not there or not what the caller saw.</summary>
    private static async Task<(PlannedActivity Activity, long At, DecideResult? Instead)> LoadAsync(Work work, int urn, ActivityId id, long? version, CancellationToken ct)
    {
        var (activity, at) = await work.LoadAsync(PlannedActivity.Aggregate, KeyOf(urn, id), ct);
        return (activity, at, at == 0 ? new DecideResult.NotFound() : version is not null && version != at ? new DecideResult.Stale(at) : null);
    }

    private static DecideResult Of(AppendResult result, StreamKey activity) => result switch
    {
        AppendResult.Appended appended => new DecideResult.Done(appended.Events.Last(stored => stored.Stream == activity).Version, appended.Events),
        AppendResult.Stale stale => new DecideResult.Stale(stale.ActualVersion),
        _ => new DecideResult.Refused("activity-already-planned", "This activity has been planned already."),
    };
}
