using System.Reflection;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>A read model that is one table of records.</summary>
internal interface IRowProjection
{
    Assembly Assembly { get; }

    /// <summary>Folds events into rows that it loads and keeps others from, and adds what saves them to <paramref name="save"/>.</summary>
    Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlBatch save, CancellationToken ct);

    /// <summary>Begins to fold events into an empty table that nobody else writes.</summary>
    IRowReplay BeginReplay();
}

/// <summary>Folds into rows that it keeps between pages.</summary>
internal interface IRowReplay
{
    Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, CancellationToken ct);

    /// <summary>Writes what has changed.</summary>
    Task FlushAsync(NpgsqlConnection connection, CancellationToken ct);
}
