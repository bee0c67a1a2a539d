using Npgsql;

namespace Cohesion.EventStore;

/// <summary>The part of all tenants that one follower follows.</summary>
internal readonly record struct Partition(int Number, int Of)
{
    public static readonly Partition Whole = new(0, 1);
}

/// <summary>The next events after a checkpoint; those of other types and partitions are counted but not carried.</summary>
/// <param name="Since">When the first of them was written.</param>
internal sealed record Page(long Count, long Last, long Head, DateTimeOffset? Since, IReadOnlyList<StoredEvent> Events)
{
    public static async Task<Page> ReadAsync(Shard shard, NpgsqlConnection connection, long after, int limit, string[]? aliases, Partition partition, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.ReadPage.sql"), after, limit, new Statement.Texts(aliases), partition.Number, partition.Of);
        await command.PrepareAsync(ct);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (page, events) = (new Page(0, after, after, null, []), new List<StoredEvent>());
        while (await rows.ReadAsync(ct))
        {
            page = new(rows.GetInt64(11), rows.IsDBNull(12) ? after : rows.GetInt64(12), Math.Max(after, rows.GetInt64(13)), rows.IsDBNull(14) ? null : rows.GetFieldValue<DateTimeOffset>(14), events);
            if (Recorded.Read(rows, shard.Types) is { } @event)
                events.Add(@event);
        }

        await Opening.OpenAsync(shard, events, ct);
        return page;
    }
}
