using Npgsql;

namespace Cohesion.EventStore;

/// <summary>The next events after a checkpoint; those of other types are counted but not carried.</summary>
internal sealed record Page(int Count, long Last, long Head, IReadOnlyList<StoredEvent> Events)
{
    private static readonly string[] Tombstone = ["tombstone"];

    public static async Task<Page> ReadAsync(Store store, NpgsqlConnection connection, long after, int limit, string[]? aliases, CancellationToken ct)
    {
        var (count, last, head, events) = (0, after, after, new List<StoredEvent>());
        await using var batch = connection.CreateBatch()
            .Then(store.Own("Following.ReadPage.sql"), after, limit, aliases)
            .Then(store.Own("Following.ReadHead.sql"));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            count++;
            last = rows.GetInt64(0);
            if (Recorded.Read(rows, store.Types) is { } @event && !Tombstone.Contains(@event.Type))
                events.Add(@event);
        }

        await rows.NextResultAsync(ct);
        if (await rows.ReadAsync(ct))
            head = rows.GetInt64(0);
        await Opening.OpenAsync(store, events, ct);
        return new Page(count, last, Math.Max(head, last), events);
    }
}
