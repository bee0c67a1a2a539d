namespace Cohesion.EventStore;

/// <summary>When a read model follows.</summary>
public enum Lifecycle
{
    /// <summary>In the transaction that appends: the next page already shows it.</summary>
    Inline,

    /// <summary>Shortly after, in order, from its own checkpoint.</summary>
    Async,
}

/// <summary>
/// A read model kept by SQL of its own; most are a <see cref="Projection{TRow}"/>. Unqualified table names are those of the service's schema.
/// The clock is the event's, never the machine's: a rebuild must give the same rows.
/// </summary>
public interface IProjection
{
    /// <summary>Its name for ever; checkpoints and rebuilds go by it.</summary>
    string Name { get; }

    /// <summary>Raise it when rows would come out differently: the read model is then replayed from the first event.</summary>
    int Version { get; }

    /// <summary>Its tables: an embedded <c>.sql</c> file of its assembly, or the statements themselves; may be run any number of times.</summary>
    string Ddl { get; }

    /// <summary>The event types it wants to see.</summary>
    IReadOnlySet<Type> Handles { get; }

    /// <summary>
    /// Applies events, in order, in the transaction given. Inline, positions are still 0. In a rebuild its unqualified table names are those of the new
    /// tables beside the old ones.
    /// </summary>
    Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct);
}
