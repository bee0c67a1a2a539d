using Npgsql;

namespace Cohesion.EventStore;

/// <summary>How far a follower has come: a row of <c>mt_event_progression</c>, moved by compare-and-set.</summary>
internal static class Checkpoint
{
    public const string Publisher = "Publisher:All";

    public static async Task<long> ReadAsync(Shard shard, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.ReadCheckpoint.sql"), name);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task<long> StartAsync(Shard shard, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.StartCheckpoint.sql"), name);
        await command.ExecuteNonQueryAsync(ct);
        return await ReadAsync(shard, connection, name, ct);
    }

    /// <summary>False when somebody else (another owner) has moved it.</summary>
    public static async Task<bool> MoveAsync(Shard shard, NpgsqlConnection connection, string name, long from, long to, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.MoveCheckpoint.sql"), name, from, to);
        await command.PrepareAsync(ct);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>False when somebody else (a rebuild, another owner) has moved it, or the read model is of another version by now.</summary>
    public static async Task<bool> MoveAsync(Shard shard, NpgsqlConnection connection, Followed followed, string name, long from, long to, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.MoveProjection.sql"), name, from, to, followed.Name, followed.Projection.Version, followed.How);
        await command.PrepareAsync(ct);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
