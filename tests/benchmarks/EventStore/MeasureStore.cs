using System.CommandLine;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>The command <c>store</c>: every workload beside its floor, on a PostgreSQL and a RabbitMQ of this run alone.</summary>
internal static class MeasureStore
{
    private static readonly IWorkload[] Workloads =
        [new AppendToNewStream(), new AppendWithInlineView(), new AppendInBulk(), new RebuildView(), new LoadState(), new FollowAppends(), new ConsumeElsewhere(), new GrowHistory()];

    public static Command Command()
    {
        var only = new Option<string[]>("--only") { Description = $"Only the workloads named: {string.Join(", ", Workloads.Select(workload => workload.Word))}. May be repeated." };
        var seconds = new Option<double>("--seconds") { Description = "How long a measured run lasts; of three the one in the middle counts.", DefaultValueFactory = _ => 2 };
        var events = new Option<int>("--events") { Description = "How many events the long history has.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("store", "The event store beside what PostgreSQL can do at most, fsync on; alone on the machine it takes about ten minutes.") { only, seconds, events };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(only) ?? [], TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(events), ct));
        return command;
    }

    /// <summary>0 when everything could be measured, whatever came out.</summary>
    private static async Task<int> RunAsync(string[] only, TimeSpan time, int events, CancellationToken ct)
    {
        if (only.Except(Workloads.Select(workload => workload.Word), StringComparer.Ordinal).ToList() is [_, ..] unknown)
        {
            await Console.Error.WriteLineAsync($"There is no workload {string.Join(", ", unknown)}.");
            return 2;
        }

        await using var servers = await DurableServers.StartAsync();
        Console.WriteLine(await servers.DescribeAsync(ct));
        Console.WriteLine(Result.Text($"An event is {System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Visits.Visit(500_000), VisitsJson.Default.VisitMade).Length} bytes of JSON; runs of {time.TotalSeconds} s"));
        var figures = new List<Figure>();
        foreach (var workload in Workloads.Where(workload => only.Length == 0 || only.Contains(workload.Word, StringComparer.Ordinal)))
        {
            await foreach (var figure in workload.RunAsync(new Ground(servers, time, events), ct))
            {
                Console.WriteLine(figure.Line());
                figures.Add(figure);
            }
        }

        Console.WriteLine();
        Console.WriteLine(Figure.Table(figures));
        return 0;
    }
}
