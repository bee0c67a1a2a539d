using System.Runtime.CompilerServices;
using Cohesion.EventStore;
using NpgsqlTypes;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>Live state of a stream by one caller, beside a prepared read of its rows.</summary>
internal sealed class LoadState : IWorkload
{
    private const int Streams = 50;
    private static readonly Aim OfFloor = new(OfFloor: 0.80);

    public string Word => "state";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "state", ct);
        var firstActivity = 1;
        foreach (var visits in new[] { 100, 1_000 })
        {
            await History.WriteAsync(ground.Servers, service.Store, Streams * visits, visits, firstActivity, ct, Streams);
            await using var reads = await ReadsAsync(ground.Servers, service.Store, () => firstActivity + Random.Shared.Next(Streams), ct);
            Func<TimeSpan, Task<Run>> load = time => LoadAsync(service.Store, time, () => firstActivity + Random.Shared.Next(Streams), visits, ct);
            Func<TimeSpan, Task<Run>> read = time => Run.OfCallersAsync(1, time, caller => reads.ReadAsync(caller, row => _ = (row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2))));
            await load(ground.Time);
            await read(ground.Time);
            var runs = await Run.InShortTurnsAsync(ground.Time, load, read);
            yield return new Figure(Result.Text($"live state of a stream of {visits:N0} events, 1 caller; floor: prepared read"), runs[0], runs[1], OfFloor);
            firstActivity += Streams;
        }
    }

    public static Task<Run> LoadAsync(Store store, TimeSpan time, Func<int> activity, int visits, CancellationToken ct) => Run.OfCallersAsync(1, time, async _ =>
    {
        var (state, version) = await store.LoadAsync(Activity.Aggregate, Visits.Activity(activity()), ct);
        if (version != visits || state.Visits != visits)
        {
            throw new InvalidOperationException(Result.Text($"The stream has {version} events, of which {state.Visits} are visits, not {visits}."));
        }
    });

    private static Task<PreparedCallers> ReadsAsync(DurableServers servers, Store store, Func<int> activity, CancellationToken ct) => PreparedCallers.OpenAsync(
        servers, 1, $"select version, type, data from {store.Schema}.mt_events where tenant_id = $1 and stream_id = $2 order by version",
        [NpgsqlDbType.Varchar, NpgsqlDbType.Varchar],
        () =>
        {
            var stream = Visits.Activity(activity());
            return [stream.Tenant.Value, stream.Id];
        },
        ct);
}
