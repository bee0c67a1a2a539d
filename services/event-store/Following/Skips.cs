namespace Cohesion.EventStore;

/// <summary>Events that somebody decided a read model, or the publisher, must go on without, and why: for ever, in rebuilds too.</summary>
internal static class Skips
{
    public const string Publisher = "Publisher";

    public static async Task<HashSet<long>> OfAsync(Shard shard, string name, NpgsqlConnection connection, CancellationToken ct) =>
        [.. await connection.ListAsync(shard.Own("Following.ReadSkips.sql"), row => row.GetInt64(0), ct, name)];

    public static async Task RecordAsync(Shard shard, string projection, long position, string reason, string by, CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        if (await connection.RunAsync(shard.Own("Following.RecordSkip.sql"), ct, projection, position, reason, by, shard.Clock.GetUtcNow()) == 0)
            throw new ArgumentException($"There is no event {position}.", nameof(position));
    }
}
