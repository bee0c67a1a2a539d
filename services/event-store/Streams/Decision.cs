namespace Cohesion.EventStore;

/// <summary>What a pure decision answers: the events that follow, or the reason why not.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Yes, and this is what happened (possibly nothing).</summary>
    public static Decision Accept(params IReadOnlyList<object> events) => new Accepted(events);

    /// <summary>No, with a stable code and a sentence for the person who asked.</summary>
    public static Decision Refuse(string code, string reason) => new Refused(code, reason);

    /// <summary>The events that follow.</summary>
    public sealed record Accepted(IReadOnlyList<object> Events) : Decision;

    /// <summary>Why not.</summary>
    public sealed record Refused(string Code, string Reason) : Decision;
}

/// <summary>What became of a decision that was to be stored.</summary>
public abstract record DecideResult
{
    private DecideResult() { }

    /// <summary>Accepted and committed; the stream now stands at <paramref name="Version"/>.</summary>
    public sealed record Done(long Version, IReadOnlyList<StoredEvent> Events) : DecideResult;

    /// <summary>The decision said no; nothing was written.</summary>
    public sealed record Refused(string Code, string Reason) : DecideResult;

    /// <summary>The caller's version is not the stream's; nothing was written.</summary>
    public sealed record Stale(long ActualVersion) : DecideResult;

    /// <summary>There is no such stream.</summary>
    public sealed record NotFound : DecideResult;
}
