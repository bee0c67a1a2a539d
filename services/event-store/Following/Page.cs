namespace Cohesion.EventStore;

/// <summary>The part of all tenants that one follower follows.</summary>
internal readonly record struct Partition(int Number, int Of)
{
    public static readonly Partition Whole = new(0, 1);
}

/// <summary>The next events after a checkpoint; those of other types and partitions, and those skipped, are counted but not carried.</summary>
/// <param name="Since">When the first of them was written.</param>
internal sealed record Page(long Count, long Last, long Head, DateTimeOffset? Since, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Why one of the events cannot be read: its JSON is of no shape we know, or a text in it was not sealed for it.</summary>
    public Exception? Unreadable { get; private init; }

    public static async Task<Page> ReadAsync(
        Shard shard, NpgsqlConnection connection, long after, int limit, string[]? aliases, Partition partition, IReadOnlySet<long> skipped, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Following.ReadPage.sql"), after, limit, new Statement.Texts(aliases), partition.Number, partition.Of);
        await command.PrepareAsync(ct);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (page, events) = (new Page(0, after, after, null, []), new List<StoredEvent>());
        while (await rows.ReadAsync(ct))
        {
            page = new(rows.GetInt64(11), rows.IsDBNull(12) ? after : rows.GetInt64(12), Math.Max(after, rows.GetInt64(13)), rows.IsDBNull(14) ? null : rows.GetFieldValue<DateTimeOffset>(14), events);
            if (rows.IsDBNull(0) || skipped.Contains(rows.GetInt64(0)))
                continue;
            try
            {
                events.Add(Recorded.Read(rows, shard.Types)!);
            }
            catch (Exception error) when (error is not NpgsqlException)
            {
                return page with { Unreadable = error };
            }
        }

        return await OpenAsync(shard, page, events, ct);
    }

    private static async Task<Page> OpenAsync(Shard shard, Page page, List<StoredEvent> events, CancellationToken ct)
    {
        try
        {
            await Opening.OpenAsync(shard, events, ct);
            return page;
        }
        catch (Exception error) when (error is not (NpgsqlException or OperationCanceledException))
        {
            return page with { Unreadable = error };
        }
    }
}
