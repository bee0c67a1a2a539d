using System.Runtime.CompilerServices;
using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>How long after its append is answered an async read model shows an event, as somebody sees who looks every millisecond.</summary>
internal sealed class FollowAppends : IWorkload
{
    private const int RowsAtOnce = 5_000;

    public string Word => "async";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "follow", ct, store => store.Project(VisitList.Projection(), Lifecycle.Async));
        var pace = new Pace(ground.Time * 5);
        var watching = WatchAsync(service.Store, pace, ct);
        var run = await pace.RunAsync(service.AppendAsync, ct);
        await watching;
        yield return new Figure(Result.Text($"event committed → async read model, at {Pace.PerSecond:N0} events/s"), run, null, new Aim(P99: 50));
    }

    private static async Task WatchAsync(Store store, Pace pace, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var look = new NpgsqlCommand($"select number from {VisitList.Name} where number >= $1 order by number limit {RowsAtOnce}", connection);
        look.Parameters.Add(new NpgsqlParameter<int>());
        for (var from = 0; from < pace.Count;)
        {
            look.Parameters[0].Value = from;
            await using (var rows = await look.ExecuteReaderAsync(ct))
            {
                while (await rows.ReadAsync(ct))
                {
                    pace.See(rows.GetInt32(0));
                }
            }

            while (from < pace.Count && pace.IsSeen(from))
            {
                from++;
            }

            await Task.Delay(1, ct);
        }
    }
}
