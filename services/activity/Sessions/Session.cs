using Cohesion.Activity.Activities;
using Cohesion.Activity.Registers;
using Cohesion.Activity.Roll;
using Cohesion.Contracts;
using Cohesion.EventStore;

namespace Cohesion.Activity.Sessions;

/// <summary>What happens to one session: each event holds what reports need of it, so that it can be published by itself.</summary>
public interface ISessionEvent
{
    SessionId SessionId { get; }
}

/// <summary>A session was put into the calendar.</summary>
/// <param name="Expected">How many learners the audience had on the roll then.</param>
public sealed record SessionScheduled(
    SessionId SessionId, ActivityId ActivityId, ActivityPlan Plan, SessionTime Time, int Expected, DateTimeOffset At) : ISessionEvent;

/// <summary>The plan of the activity, or the time of the session, changed.</summary>
public sealed record SessionChanged(
    SessionId SessionId, ActivityId ActivityId, ActivityPlan Plan, SessionTime Time, int Expected, DateTimeOffset At) : ISessionEvent;

/// <summary>Learners beyond the audience were asked to come.</summary>
public sealed record LearnersInvited(
    SessionId SessionId, ActivityId ActivityId, Tags Tags, SessionTime Time, IReadOnlyList<LearnerId> Learners, int Expected, DateTimeOffset At) : ISessionEvent;

/// <summary>A session will not take place, or did not.</summary>
/// <param name="NoteId">Where the note in words is kept, if there is one: it may name somebody.</param>
public sealed record SessionCancelled(SessionId SessionId, ActivityId ActivityId, DateOnly On, string Reason, Guid? NoteId, DateTimeOffset At) : ISessionEvent;

public enum SessionStatus
{
    Unknown,
    Scheduled,
    Cancelled,
}

/// <summary>One meeting of an activity: a day, a time, who is expected, and the register of who came.</summary>
public sealed record Session(
    SessionId Id, ActivityId ActivityId, ActivityPlan Plan, SessionTime Time, SessionStatus Status, IReadOnlyList<LearnerId> Invited, int Expected,
    Register? Register, string? CancelReason, Guid? NoteId)
{
    public static readonly Session Initial = new(
        default, default, ActivityPlan.None, new SessionTime(default, default, default), SessionStatus.Unknown, [], 0, null, null, null);

    public static readonly Aggregate<Session> Aggregate = new("session", Initial, (session, @event) => Evolve(session, @event));

    public DateTimeOffset StartsAt => London.Moment(Time.On, Time.Starts);

    public static Session Evolve(Session session, object @event) => @event switch
    {
        SessionScheduled scheduled => session with
        {
            Id = scheduled.SessionId,
            ActivityId = scheduled.ActivityId,
            Plan = scheduled.Plan,
            Time = scheduled.Time,
            Expected = scheduled.Expected,
            Status = SessionStatus.Scheduled,
        },
        SessionChanged changed => session with { Plan = changed.Plan, Time = changed.Time, Expected = changed.Expected },
        LearnersInvited invited => session with { Invited = [.. session.Invited.Union(invited.Learners)], Expected = invited.Expected },
        SessionCancelled cancelled => session with { Status = SessionStatus.Cancelled, CancelReason = cancelled.Reason, NoteId = cancelled.NoteId },
        RegisterTaken taken => session with { Register = new Register(taken.Present, taken.Absent, taken.Visitors, taken.At, Corrected: false) },
        RegisterCorrected corrected => session with
        {
            Register = new Register(corrected.Present, corrected.Absent, corrected.Visitors, session.Register?.TakenAt ?? corrected.At, Corrected: true),
        },
        RegisterUndone => session with { Register = null },
        _ => session,
    };

    /// <summary>Whether the register lists this learner before anyone has come.</summary>
    public bool Expects(RollLearner learner) => Plan.Audience.Expects(learner) || Invited.Contains(learner.LearnerId);
}
