using Npgsql;

namespace Cohesion.EventStore;

/// <summary>Events that somebody decided a read model, or the publisher, must go on without, and why: for ever, in rebuilds too.</summary>
internal static class Skips
{
    public const string Publisher = "Publisher";

    public static async Task<HashSet<long>> OfAsync(Shard shard, string name, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.ReadSkips.sql"), name);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var positions = new HashSet<long>();
        while (await rows.ReadAsync(ct))
            positions.Add(rows.GetInt64(0));
        return positions;
    }

    public static async Task RecordAsync(Shard shard, string projection, long position, string reason, string by, CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        await using var command = connection.Command(shard.Own("Following.RecordSkip.sql"), projection, position, reason, by, shard.Clock.GetUtcNow());
        if (await command.ExecuteNonQueryAsync(ct) == 0)
            throw new ArgumentException($"There is no event {position}.", nameof(position));
    }
}
