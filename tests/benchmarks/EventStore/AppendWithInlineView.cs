using System.Runtime.CompilerServices;
using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>The same with a read model that follows in the transaction; beside one statement that inserts both rows.</summary>
internal sealed class AppendWithInlineView : IWorkload
{
    // The floor there is an insert without the second row, which takes hardly less.
    private static readonly (int Callers, Aim Aim)[] Cases =
    [
        (1, new Aim(PerSecond: 1_500, WhereFloorIs: 3_330)),
        (16, new Aim(PerSecond: 5_000, WhereFloorIs: 10_200)),
        (64, new Aim(PerSecond: 8_000, WhereFloorIs: 10_800)),
    ];

    public string Word => "inline";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "inline", ct, store => store.Project(ActivityVisits.Projection(), Lifecycle.Inline));
        var floor = await Floor.BesideAsync(ground.Servers, service, ct);
        foreach (var (callers, aim) in Cases)
        {
            await using var inserts = await floor.InsertsWithRowAsync(callers, $"{service.Store.Schema}.{ActivityVisits.Name}", ct);
            var number = 0;
            Func<Task<Run>> append = () => Run.OfCallersAsync(callers, ground.Time, _ => service.AppendAsync(Interlocked.Increment(ref number)));
            Func<Task<Run>> insert = () => Run.OfCallersAsync(callers, ground.Time, inserts.ExecuteAsync);
            await append();
            await insert();
            await ground.Servers.SettleAsync(ct);
            var runs = await Run.InTurnAsync(append, insert);
            yield return new Figure(Result.Text($"append with an inline projection, {callers} caller{(callers == 1 ? "" : "s")}"), runs[0], runs[1], aim);
        }
    }
}
