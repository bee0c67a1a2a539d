namespace Cohesion.Hosting;

/// <summary>How a rebuild of a read model went, or goes.</summary>
public enum RebuildOutcome
{
    Running,
    Done,
    Failed,

    /// <summary>Its replica stopped or died; nothing has changed.</summary>
    Interrupted,
}

/// <summary>The last rebuild of a read model that somebody asked for on the page of the store.</summary>
/// <param name="StartedBy">The opaque id of the person.</param>
/// <param name="Position">Every event up to here is in the new rows.</param>
/// <param name="Head">The newest event when it began to read; 0 while that is not known.</param>
/// <param name="Failure">The name of the error, never its text.</param>
public sealed record RebuildState(
    string ReadModel, string StartedBy, DateTimeOffset StartedAt, long Position, long Head, DateTimeOffset? EndedAt, string? Failure, RebuildOutcome Outcome);
