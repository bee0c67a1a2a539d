using System.Reflection;

namespace Cohesion.EventStore;

/// <summary>A read model that is one table of records.</summary>
internal interface IRowProjection
{
    Assembly Assembly { get; }

    /// <summary>Adds to <paramref name="load"/> what keeps others from the rows that these events concern, and reads them; null where they concern none.</summary>
    IRowChanges? Concern(IReadOnlyList<StoredEvent> events, NpgsqlBatch load);

    /// <summary>Begins to fold events into an empty table that nobody else writes.</summary>
    IRowReplay BeginReplay();
}

/// <summary>The rows that some events concern: read, folded, saved.</summary>
internal interface IRowChanges
{
    /// <summary>Reads the rows, from the first result that <see cref="IRowProjection.Concern"/> asked for to the next that it did not.</summary>
    Task ReadAsync(NpgsqlDataReader results, CancellationToken ct);

    /// <summary>Folds events, which concern some of the same rows, and adds what saves them.</summary>
    void Save(IReadOnlyList<StoredEvent> events, NpgsqlBatch save);
}

/// <summary>Folds into rows that it keeps between pages.</summary>
internal interface IRowReplay
{
    Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, CancellationToken ct);

    /// <summary>Writes what has changed.</summary>
    Task FlushAsync(NpgsqlConnection connection, CancellationToken ct);
}
