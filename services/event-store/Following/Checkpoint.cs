using Npgsql;

namespace Cohesion.EventStore;

/// <summary>How far a follower has come: a row of <c>mt_event_progression</c>, moved by compare-and-set.</summary>
internal static class Checkpoint
{
    public const string Publisher = "Publisher:All";

    public static string NameOf(IProjection projection) => projection.Version == 1 ? $"{projection.Name}:All" : $"{projection.Name}:V{projection.Version}:All";

    public static async Task<long> ReadAsync(Store store, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Following.ReadCheckpoint.sql"), name);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task<long> StartAsync(Store store, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Following.StartCheckpoint.sql"), name);
        await command.ExecuteNonQueryAsync(ct);
        return await ReadAsync(store, connection, name, ct);
    }

    /// <summary>False when somebody else (a rebuild, another owner) has moved it.</summary>
    public static async Task<bool> MoveAsync(Store store, NpgsqlConnection connection, string name, long from, long to, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Following.MoveCheckpoint.sql"), name, from, to);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
