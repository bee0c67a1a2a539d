using System.Runtime.CompilerServices;
using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A hundred thousand events into a thousand new streams, beside the two quickest ways into a table.</summary>
internal sealed class AppendInBulk : IWorkload
{
    private const int Streams = 1_000;
    private const int VisitsAStream = 100;
    private const int Events = Streams * VisitsAStream;
    private const int Callers = 100;
    private const int StreamsAWork = 100;
    private const int RowsAtOnce = 10_000;
    private static readonly Aim Bulk = new(PerSecond: 100_000, WhereFloorIs: 109_000); // 80,000 to 138,000
    private int number;

    public string Word => "bulk";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var service = await Service.StartAsync(ground.Servers, "bulk", ct);
        var floor = await Floor.BesideAsync(ground.Servers, service, ct);
        Func<Task<Run>>[] sides =
        [
            () => Run.OfWorkAsync(Events, () => ByManyCallersAsync(service, ct)),
            () => Run.OfWorkAsync(Events, () => ByWorkAsync(service, ct)),
            () => Run.OfWorkAsync(Events, () => floor.UnnestAsync(Streams, VisitsAStream, RowsAtOnce, ct)),
            () => Run.OfWorkAsync(Events, () => floor.CopyAsync(Streams, VisitsAStream, ct)),
        ];
        foreach (var side in sides)
        {
            await side(); // warm
        }

        await ground.Servers.SettleAsync(ct);
        var runs = await Run.InTurnAsync(sides);
        var what = Result.Text($"{Events:N0} events into {Streams:N0} streams");
        yield return new Figure(Result.Text($"{what}, {Callers} callers of AppendAsync, {VisitsAStream} events each; floor: unnest"), runs[0], runs[2], Bulk);
        yield return new Figure(Result.Text($"{what}, the same; floor: COPY"), runs[0], runs[3], Aim.None);
        yield return new Figure(Result.Text($"{what}, Works of {StreamsAWork} streams one after the other; floor: unnest"), runs[1], runs[2], Bulk);
        yield return new Figure(Result.Text($"{what}, the same; floor: COPY"), runs[1], runs[3], Aim.None);
    }

    private Task ByManyCallersAsync(Service service, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, Streams), new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = ct },
        async (_, _) => await service.AppendAsync(Visits.NewActivity(), NextVisits()));

    private async Task ByWorkAsync(Service service, CancellationToken ct)
    {
        for (var done = 0; done < Streams; done += StreamsAWork)
        {
            await using var work = await service.Store.Home.BeginAsync(Visits.Metadata(), ct);
            for (var stream = 0; stream < StreamsAWork; stream++)
            {
                work.Append(Visits.NewActivity(), Activity.Alias, ExpectedVersion.MustNotExist, NextVisits());
            }

            if (await work.CommitAsync(ct) is not AppendResult.Appended)
            {
                throw new InvalidOperationException("A new stream was there already.");
            }
        }
    }

    private object[] NextVisits() => [.. Enumerable.Range(0, VisitsAStream).Select(_ => Visits.Visit(Interlocked.Increment(ref number)))];
}
