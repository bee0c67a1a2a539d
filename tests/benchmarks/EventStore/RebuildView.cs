using System.Runtime.CompilerServices;
using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>Read models made anew from half a million events, beside reading the same columns of the same rows.</summary>
internal sealed class RebuildView : IWorkload
{
    private const int Events = 500_000;
    private const int VisitsAStream = 100;
    private const double ScanThere = 307_000; // 256,000 to 359,000

    public string Word => "rebuild";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "rebuild", ct, store =>
        {
            // Inline, so that no follower catches up at the same time; a rebuild is the same.
            store.Project(ActivityVisits.Projection(), Lifecycle.Inline);
            store.Project(LearnerVisits.Projection(), Lifecycle.Inline);
        });
        await History.WriteAsync(ground.Servers, service.Store, Events, VisitsAStream, firstActivity: 1, ct);
        var runs = await Run.InTurnAsync(
            () => Run.OfWorkAsync(Events, () => service.Store.RebuildAsync(ActivityVisits.Name, ct)),
            () => Run.OfWorkAsync(Events, () => service.Store.RebuildAsync(LearnerVisits.Name, ct)),
            () => Run.OfWorkAsync(Events, () => ScanAsync(ground.Servers, service.Store, ct)));
        yield return new Figure(
            Result.Text($"rebuild of a single-stream view, {Events:N0} events, {Events / VisitsAStream:N0} streams; floor: scan"), runs[0], runs[2], new Aim(PerSecond: 150_000, WhereFloorIs: ScanThere));
        yield return new Figure(
            Result.Text($"rebuild of a multi-stream view, {Events:N0} events, {await RowsAsync(service.Store, ct):N0} rows; floor: scan"), runs[1], runs[2], new Aim(PerSecond: 120_000, WhereFloorIs: ScanThere));
    }

    private static async Task ScanAsync(DurableServers servers, Store store, CancellationToken ct)
    {
        await using var connection = await servers.OpenAsync(ct);
        await using var scan = new NpgsqlCommand($"select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, headers from {store.Schema}.mt_events order by seq_id", connection);
        await using var rows = await scan.ExecuteReaderAsync(ct);
        var (count, bytes) = (0, 0L);
        while (await rows.ReadAsync(ct))
        {
            count++;
            bytes += rows.GetInt64(0) + rows.GetGuid(1).GetHashCode() + rows.GetString(2).Length + rows.GetInt64(3) + rows.GetFieldValue<byte[]>(4).Length
                + rows.GetString(5).Length + rows.GetFieldValue<DateTimeOffset>(6).Ticks + rows.GetString(7).Length + rows.GetFieldValue<byte[]>(8).Length;
        }

        if (count < Events || bytes == 0)
        {
            throw new InvalidOperationException(Result.Text($"Only {count} events were there to scan."));
        }
    }

    // Also proves that the rebuild counted every event once.
    private static async Task<long> RowsAsync(Store store, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var count = new NpgsqlCommand(
            $"select count(*), (select sum(visits) from {ActivityVisits.Name}), sum(visits) from {LearnerVisits.Name}", connection);
        await using var row = await count.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return row.GetInt64(1) == Events && row.GetInt64(2) == Events ? row.GetInt64(0)
            : throw new InvalidOperationException(Result.Text($"The views count {row.GetInt64(1)} and {row.GetInt64(2)} visits of {Events}."));
    }
}
