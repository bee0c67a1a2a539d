using System.Runtime.CompilerServices;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>One event to a stream of its own, by few and by many callers, beside a plain insert of the same row.</summary>
internal sealed class AppendToNewStream : IWorkload
{
    private static readonly (int Callers, Aim Aim)[] Cases =
    [
        (1, new Aim(OfFloor: 0.75)),
        (16, new Aim(PerSecond: 9_000, WhereFloorIs: 10_200)),
        (64, new Aim(PerSecond: 25_000, P99: 10, WhereFloorIs: 10_800)),
        (256, new Aim(PerSecond: 30_000, P99: 40, WhereFloorIs: 10_800)),
    ];

    public string Word => "append";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "append", ct);
        var floor = await Floor.BesideAsync(ground.Servers, service, ct);
        foreach (var (callers, aim) in Cases)
        {
            await using var inserts = await floor.InsertsAsync(callers, ct);
            var number = 0;
            Func<Task<Run>> append = () => Run.OfCallersAsync(callers, ground.Time, _ => service.AppendAsync(Interlocked.Increment(ref number)));
            Func<Task<Run>> insert = () => Run.OfCallersAsync(callers, ground.Time, inserts.ExecuteAsync);
            await append(); // warm
            await insert();
            await ground.Servers.SettleAsync(ct);
            var runs = await Run.InTurnAsync(append, insert);
            yield return new Figure(Result.Text($"append, 1 event to a new stream, {callers} caller{(callers == 1 ? "" : "s")}"), runs[0], runs[1], aim);
        }
    }
}
