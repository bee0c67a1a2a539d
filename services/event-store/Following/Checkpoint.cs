namespace Cohesion.EventStore;

/// <summary>How far a follower has come: a row of <c>mt_event_progression</c>, moved by compare-and-set.</summary>
internal static class Checkpoint
{
    public const string Publisher = "Publisher:All";

    /// <summary>False while another session owns it.</summary>
    public static Task<bool> OwnAsync(Shard shard, NpgsqlConnection connection, string name, CancellationToken ct) =>
        connection.ValueAsync<bool>(shard.Own("Following.Own.sql"), ct, name);

    /// <summary>Nothing to do where the session has ended: then PostgreSQL has passed it on.</summary>
    public static async Task DisownAsync(Shard shard, NpgsqlConnection connection, string name)
    {
        if (connection.FullState == System.Data.ConnectionState.Open)
            await connection.RunAsync(shard.Own("Following.Disown.sql"), CancellationToken.None, name);
    }

    public static Task<long> ReadAsync(Shard shard, NpgsqlConnection connection, string name, CancellationToken ct) =>
        connection.ValueAsync<long>(shard.Own("Following.ReadCheckpoint.sql"), ct, name);

    public static async Task<long> StartAsync(Shard shard, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await connection.RunAsync(shard.Own("Following.StartCheckpoint.sql"), ct, name);
        return await ReadAsync(shard, connection, name, ct);
    }

    /// <summary>Sets the publisher back to before a moment, where it has passed it.</summary>
    public static Task GoBackAsync(Shard shard, NpgsqlConnection connection, DateTimeOffset since, CancellationToken ct) =>
        connection.RunAsync(shard.Own("Following.Resend.sql"), ct, Publisher, since.ToUniversalTime());

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
