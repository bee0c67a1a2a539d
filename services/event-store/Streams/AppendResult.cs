namespace Cohesion.EventStore;

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Committed; <paramref name="Version"/> is that of the last stream appended to (0 when nothing was appended).</summary>
    public sealed record Appended(long Version, IReadOnlyList<StoredEvent> Events) : AppendResult;

    /// <summary>Somebody else was first: nothing was written.</summary>
    public sealed record Stale(StreamKey Stream, long ActualVersion) : AppendResult;

    /// <summary>The stream had been started before: nothing was written.</summary>
    public sealed record AlreadyExists(StreamKey Stream) : AppendResult;

    /// <summary>The stream is archived and takes no more events: nothing was written.</summary>
    public sealed record Archived(StreamKey Stream) : AppendResult;

    /// <summary>The events are stored already, by the same ids: what <see cref="Store.AppendAsync"/> then answers is how they were stored.</summary>
    internal sealed record Repeated : AppendResult;
}
