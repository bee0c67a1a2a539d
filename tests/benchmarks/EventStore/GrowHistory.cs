using System.Runtime.CompilerServices;
using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>The same figures with little and with much history, in turn; the store with little stands in the column of the floor.</summary>
internal sealed class GrowHistory : IWorkload
{
    private const int Little = 100_000;
    private const int VisitsAStream = 100;
    private const int EventsAPage = 500;
    private static readonly Aim NearlyTheSame = new(OfFloor: 0.80);

    public string Word => "history";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var few = await Service.StartAsync(ground.Servers, "history_little", ct);
        await using var many = await Service.StartAsync(ground.Servers, "history_much", ct);
        await History.WriteAsync(ground.Servers, few.Store, Little, VisitsAStream, firstActivity: 1, ct);
        await History.WriteAsync(ground.Servers, many.Store, ground.Events, VisitsAStream, firstActivity: 1, ct);
        foreach (var (what, measure) in Measurements(ground.Time, ct))
        {
            await measure(few, Little);
            await measure(many, ground.Events);
            await ground.Servers.SettleAsync(ct);
            var runs = await Run.InTurnAsync(() => measure(many, ground.Events), () => measure(few, Little));
            yield return new Figure(Result.Text($"{what}, on {ground.Events:N0} events of history; floor: on {Little:N0}"), runs[0], runs[1], NearlyTheSame);
        }
    }

    private static (string What, Func<Service, int, Task<Run>> Measure)[] Measurements(TimeSpan time, CancellationToken ct) =>
    [
        ("append, 1 caller", (service, _) => Run.OfCallersAsync(1, time, _ => service.AppendAsync(0))),
        ("append, 64 callers", (service, _) => Run.OfCallersAsync(64, time, _ => service.AppendAsync(0))),
        (Result.Text($"live state of a stream of {VisitsAStream} events, one of the latest {Little / VisitsAStream:N0}"), (service, events) => LoadAsync(service.Store, time, (events - Little) / VisitsAStream, events / VisitsAStream, ct)),
        // Ten million events do not fit into shared_buffers, so this is also a figure of the cache.
        (Result.Text($"live state of a stream of {VisitsAStream} events, any"), (service, events) => LoadAsync(service.Store, time, 0, events / VisitsAStream, ct)),
        (Result.Text($"a page of {EventsAPage} of all events"), (service, events) => Run.OfCallersAsync(1, time, _ => ReadPageAsync(service.Store, Random.Shared.Next(events - EventsAPage), ct))),
    ];

    private static Task<Run> LoadAsync(Store store, TimeSpan time, int after, int upTo, CancellationToken ct) =>
        LoadState.LoadAsync(store, time, () => Random.Shared.Next(after, upTo) + 1, VisitsAStream, ct);

    private static async Task ReadPageAsync(Store store, long after, CancellationToken ct)
    {
        var count = 0;
        await foreach (var _ in store.Home.ReadAllAsync(after, ct))
        {
            if (++count == EventsAPage)
            {
                return;
            }
        }
    }
}
