using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>
/// Events that were there before, written by SQL: a thousand activities at a time, each visited in turn, so that neighbours in time belong to
/// different streams. Streams and the sequence are as the store would have left them.
/// </summary>
internal static class History
{
    private const int StreamsAtATime = 1_000;
    private const int SecondsAStep = 600;

    /// <summary>Adds <paramref name="events"/> events in streams of <paramref name="visitsAStream"/>, the first of which is activity <paramref name="firstActivity"/>.</summary>
    public static async Task WriteAsync(DurableServers servers, Store store, int events, int visitsAStream, int firstActivity, CancellationToken ct, int streamsAtATime = StreamsAtATime)
    {
        await using var connection = await servers.OpenAsync(ct);
        // The rows fit each other, and a test of the store would find out if they did not: no foreign key is looked up, no commit waits.
        await ExecuteAsync(connection, "set session_replication_role = replica; set synchronous_commit = off", ct);
        await using var last = new NpgsqlCommand($"select coalesce(max(seq_id), 0) + 1 from {store.Schema}.mt_events", connection);
        var first = (long)(await last.ExecuteScalarAsync(ct))!;
        await using var write = new NpgsqlCommand(store.Sql(typeof(History).Assembly, "EventStore.History.sql"), connection) { CommandTimeout = SecondsAStep };
        for (var written = 0; written < events; written += streamsAtATime * visitsAStream)
        {
            write.Parameters.Clear();
            write.Parameters.Add(new() { Value = first + written });
            write.Parameters.Add(new() { Value = streamsAtATime * visitsAStream });
            write.Parameters.Add(new() { Value = streamsAtATime });
            write.Parameters.Add(new() { Value = firstActivity + (written / visitsAStream) });
            write.Parameters.Add(new() { Value = $"{typeof(VisitMade).FullName}, {typeof(VisitMade).Assembly.GetName().Name}" });
            await write.ExecuteNonQueryAsync(ct);
        }

        await ExecuteAsync(connection, $"select setval('{store.Schema}.mt_events_sequence', (select max(seq_id) from {store.Schema}.mt_events))", ct);
        await ExecuteAsync(connection, $"vacuum analyze {store.Schema}.mt_events", ct);
        await ExecuteAsync(connection, $"vacuum analyze {store.Schema}.mt_streams", ct);
        await servers.SettleAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SecondsAStep };
        await command.ExecuteNonQueryAsync(ct);
    }
}
