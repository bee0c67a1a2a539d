using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;

namespace Cohesion.Activity.Registers;

/// <summary>Who was there and who was expected and was not.</summary>
public sealed record RegisterTaken(
    SessionId SessionId, ActivityId ActivityId, Tags Tags, DateOnly On, IReadOnlyList<LearnerId> Present, IReadOnlyList<LearnerId> Absent,
    IReadOnlyList<Visitor> Visitors, DateTimeOffset At) : ISessionEvent;

/// <summary>Replaces the register whole.</summary>
public sealed record RegisterCorrected(
    SessionId SessionId, ActivityId ActivityId, Tags Tags, DateOnly On, IReadOnlyList<LearnerId> Present, IReadOnlyList<LearnerId> Absent,
    IReadOnlyList<Visitor> Visitors, DateTimeOffset At) : ISessionEvent;

/// <summary>The register was saved by mistake: the session waits for its register again.</summary>
public sealed record RegisterUndone(
    SessionId SessionId, ActivityId ActivityId, Tags Tags, SessionTime Time, int Expected, DateTimeOffset At) : ISessionEvent;

/// <summary>The register of a session as it stands.</summary>
public sealed record Register(
    IReadOnlyList<LearnerId> Present, IReadOnlyList<LearnerId> Absent, IReadOnlyList<Visitor> Visitors, DateTimeOffset TakenAt, bool Corrected)
{
    public int Expected => Present.Count + Absent.Count;

    /// <summary>The same people, in whatever order.</summary>
    public bool Says(IReadOnlyList<LearnerId> present, IReadOnlyList<LearnerId> absent) =>
        Present.ToHashSet().SetEquals(present) && Absent.ToHashSet().SetEquals(absent);
}
