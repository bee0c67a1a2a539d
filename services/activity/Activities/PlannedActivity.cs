using Cohesion.Activity.Sessions;
using Cohesion.EventStore;

namespace Cohesion.Activity.Activities;

/// <summary>What happens to the plan of an activity. Each session has a stream of its own, so that two registers never meet.</summary>
public interface IActivityEvent;

public sealed record ActivityPlanned(ActivityId ActivityId, ActivityPlan Plan, DateTimeOffset At) : IActivityEvent;

public sealed record ActivityChanged(ActivityId ActivityId, ActivityPlan Plan, DateTimeOffset At) : IActivityEvent;

public sealed record SessionsAdded(ActivityId ActivityId, IReadOnlyList<PlannedSession> Sessions, DateTimeOffset At) : IActivityEvent;

/// <summary>When a session is to be, on English clocks.</summary>
public sealed record SessionTime(DateOnly On, TimeOnly Starts, TimeOnly Ends);

/// <summary>A session that belongs to an activity, and when it was to be when it was added.</summary>
public sealed record PlannedSession(SessionId SessionId, SessionTime Time);

/// <summary>Something the school offers: an assembly, a visit, a club; in one or many sessions.</summary>
public sealed record PlannedActivity(ActivityPlan Plan, IReadOnlyList<PlannedSession> Sessions, bool Planned)
{
    public static readonly PlannedActivity Initial = new(ActivityPlan.None, [], false);

    public static readonly Aggregate<PlannedActivity> Aggregate = new("planned_activity", Initial, (activity, @event) => Evolve(activity, @event));

    public static PlannedActivity Evolve(PlannedActivity activity, object @event) => @event switch
    {
        ActivityPlanned planned => activity with { Plan = planned.Plan, Planned = true },
        ActivityChanged changed => activity with { Plan = changed.Plan },
        SessionsAdded added => activity with { Sessions = [.. activity.Sessions, .. added.Sessions] },
        _ => activity,
    };
}
