namespace Cohesion.EventStore;

/// <summary>How the store of a service is doing.</summary>
/// <param name="Head">The position of the newest event; 0 while there is none.</param>
/// <param name="WrittenAt">When that was written.</param>
/// <param name="Replicas">How many replicas of the service run.</param>
/// <param name="Publisher">What sends messages to other services; null where nothing does.</param>
/// <param name="Skipped">The newest hundred.</param>
public sealed record StoreState(
    string Schema, long Head, DateTimeOffset? WrittenAt, int Replicas, IReadOnlyList<ReadModelState> ReadModels, FollowerState? Publisher, IReadOnlyList<SkippedEvent> Skipped);

/// <summary>A read model, and what follows for it: nothing where it is written with the events, else one follower a partition.</summary>
/// <param name="Version">The version that this replica knows.</param>
/// <param name="VersionServed">The version that the rows are of: another one while two releases run.</param>
public sealed record ReadModelState(string Name, Lifecycle Lifecycle, int Version, int VersionServed, IReadOnlyList<FollowerState> Followers);

/// <summary>How far a follower has come. Attempts that failed are known only to the replica that made them.</summary>
/// <param name="Lag">Positions not yet followed.</param>
/// <param name="Next">The first event not yet followed: what cannot go on stands before it.</param>
/// <param name="SecondsBehind">How long that has waited.</param>
/// <param name="Address">Where the other replica is, where that is known.</param>
/// <param name="Failures">Failed attempts in a row of this replica.</param>
/// <param name="Failure">The name of the last error, never its text.</param>
/// <param name="CannotGoOn">It fails at <paramref name="Next"/>, or nothing has moved for a minute while that waits.</param>
public sealed record FollowerState(
    string Name, long Position, long Lag, EventFacts? Next, double SecondsBehind, DateTimeOffset? MovedAt, FollowedBy FollowedBy, string? Address, int Failures, string? Failure, bool CannotGoOn);

/// <summary>Which replica follows.</summary>
public enum FollowedBy
{
    /// <summary>None, for the moment.</summary>
    Nobody,

    /// <summary>The one that was asked.</summary>
    ThisReplica,

    /// <summary>Another one.</summary>
    AnotherReplica,
}

/// <summary>An event that a read model goes on without, and who decided so.</summary>
public sealed record SkippedEvent(string ReadModel, string Reason, string SkippedBy, DateTimeOffset SkippedAt, EventFacts Event);

/// <summary>Everything about an event but what it says.</summary>
/// <param name="By">The opaque id of the person who did it.</param>
/// <param name="Size">Of what it says, in bytes.</param>
public sealed record EventFacts(
    long Position, Guid Id, string Tenant, string Stream, long Version, string Type, DateTimeOffset At, string? By, string? CorrelationId, string? CausationId, int Size);

/// <summary>An event and, where it was asked for, what it says: as it is stored, so that what is sealed stays sealed.</summary>
public sealed record EventOfStream(EventFacts Facts, string? Data);

/// <summary>A stream, without its events.</summary>
/// <param name="Type">Of which aggregate; null where it was written without saying.</param>
public sealed record StreamFacts(string Tenant, string Id, string? Type, long Version, DateTimeOffset StartedAt, DateTimeOffset ChangedAt, bool IsArchived);

/// <summary>Which streams; null asks for all.</summary>
public sealed record StreamSearch(string? Tenant, string? Prefix, string? Type);
