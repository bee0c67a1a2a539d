using System.Runtime.CompilerServices;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>Reads events in pages, so that no connection waits for a slow reader.</summary>
internal static class Reading
{
    private const int EventsAPage = 500;

    public static async Task<(TState State, long Version)> FoldAsync<TState>(
        Store store, NpgsqlConnection connection, Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Streams.ReadStream.sql"), stream.Tenant.Value, stream.Id, 0L, long.MaxValue);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (state, version) = (aggregate.Initial, 0L);
        while (await rows.ReadAsync(ct))
            (state, version) = (aggregate.Evolve(state, Recorded.Read(rows, store.Types)!.Data), rows.GetInt64(3));
        return (state, version);
    }

    /// <summary>The first part of a query is its file, the rest its parameters but the limit.</summary>
    public static async IAsyncEnumerable<StoredEvent> PagesAsync(
        Store store, long from, Func<StoredEvent, long> next, Func<long, object[]> query, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var page = await PageAsync(store, query(from), ct);
            foreach (var @event in page)
                yield return @event;
            if (page.Count < EventsAPage)
                yield break;
            from = next(page[^1]);
        }
    }

    private static async Task<List<StoredEvent>> PageAsync(Store store, object[] query, CancellationToken ct)
    {
        var page = new List<StoredEvent>();
        await using var connection = await store.OpenAsync(ct);
        await using var command = connection.Command(store.Own((string)query[0]), [.. query[1..], EventsAPage]);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            page.Add(Recorded.Read(rows, store.Types)!);
        return page;
    }
}
