using System.Runtime.CompilerServices;

namespace Cohesion.EventStore;

/// <summary>Reads events in pages, so that no connection waits for a slow reader.</summary>
internal static class Reading
{
    private const int EventsAPage = 500;

    /// <summary>How events that were appended before, by the same ids, are stored.</summary>
    public static async Task<AppendResult> RepeatedAsync(Shard shard, Append append, CancellationToken ct)
    {
        var ids = append.Events.Select(@event => @event.Id).Distinct().ToArray();
        var stored = await PageAsync(shard, ["Streams.ReadRepeated.sql", append.Stream.Tenant.Value, append.Stream.Id, ids], ids.Length, ct);
        stored.Reverse();
        return stored.Count == ids.Length
            ? new AppendResult.Appended(stored[^1].Version, stored)
            : throw new InvalidOperationException($"Of {ids.Length} event ids {stored.Count} are used in {append.Stream.Id} already, not all: this is no repeat.");
    }

    /// <summary>The first part of a query is its file, the rest its parameters but the limit.</summary>
    public static async IAsyncEnumerable<StoredEvent> PagesAsync(
        Shard shard, long from, Func<StoredEvent, long> next, Func<long, object[]> query, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var page = await PageAsync(shard, query(from), EventsAPage, ct);
            foreach (var @event in page)
                yield return @event;
            if (page.Count < EventsAPage)
                yield break;
            from = next(page[^1]);
        }
    }

    private static async Task<List<StoredEvent>> PageAsync(Shard shard, object[] query, int atMost, CancellationToken ct)
    {
        var page = new List<StoredEvent>();
        await using var connection = await shard.OpenToReadAsync(ct);
        await using var command = connection.Command(shard.Own((string)query[0]), [.. query[1..], atMost]);
        await command.PrepareAsync(ct);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            page.Add(Recorded.Read(rows, shard.Types)!);
        await Opening.OpenAsync(shard, page, ct);
        return page;
    }
}
