using System.Reflection;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>A read model that is one table of records.</summary>
internal interface IRowProjection
{
    Assembly Assembly { get; }

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
