using System.Diagnostics;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>One short measurement: how many a second and, where each was timed, how long each took.</summary>
internal sealed record Run(double PerSecond, Times Took)
{
    private const int Rounds = 3;
    private const int ManyRounds = 15;

    /// <summary>Each caller calls again as soon as it has been answered, until the time is over.</summary>
    public static async Task<Run> OfCallersAsync(int callers, TimeSpan time, Func<int, Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var took = new List<double>();
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var before = Stopwatch.GetTimestamp();
                await call(caller);
                took.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return took;
        })));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = new Times();
        foreach (var took in each.SelectMany(took => took))
        {
            all.Add(took);
        }

        return new Run(all.Count / seconds, all);
    }

    /// <summary>A fixed amount of work, timed as a whole.</summary>
    public static async Task<Run> OfWorkAsync(long amount, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return new Run(amount / Stopwatch.GetElapsedTime(started).TotalSeconds, new Times());
    }

    /// <summary>The sides take turns, so that what disturbs the machine disturbs all; of each the run in the middle counts.</summary>
    public static Task<Run[]> InTurnAsync(params Func<Task<Run>>[] sides) => InTurnAsync(Rounds, sides);

    /// <summary>The same time in shorter turns, for sides that are nearer to each other than two runs of one side.</summary>
    public static Task<Run[]> InShortTurnsAsync(TimeSpan time, params Func<TimeSpan, Task<Run>>[] sides) =>
        InTurnAsync(ManyRounds, Array.ConvertAll(sides, side => (Func<Task<Run>>)(() => side(time * Rounds / ManyRounds))));

    private static async Task<Run[]> InTurnAsync(int rounds, Func<Task<Run>>[] sides)
    {
        var runs = Array.ConvertAll(sides, _ => new List<Run>());
        for (var round = 0; round < rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                GC.Collect();
                runs[side].Add(await sides[side]());
            }
        }

        return Array.ConvertAll(runs, side => side.OrderBy(run => run.PerSecond).ElementAt(rounds / 2));
    }
}
