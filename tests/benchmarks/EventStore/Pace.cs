using System.Diagnostics;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>Calls that come at a steady rate, whether or not earlier ones have been answered, as people's do.</summary>
internal sealed class Pace(TimeSpan time)
{
    public const int PerSecond = 1_000;
    private const int WarmUp = 2 * PerSecond;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly long[] answered = new long[WarmUp + (int)(time.TotalSeconds * PerSecond)];
    private readonly long[] seen = new long[WarmUp + (int)(time.TotalSeconds * PerSecond)];
    private int missing = WarmUp + (int)(time.TotalSeconds * PerSecond);

    /// <summary>How many are called, the first of them to warm up.</summary>
    public int Count => seen.Length;

    /// <summary>Somebody has seen what call <paramref name="number"/> did; only the first sight counts.</summary>
    public void See(int number)
    {
        if (Interlocked.CompareExchange(ref seen[number], Stopwatch.GetTimestamp(), 0) == 0)
        {
            Interlocked.Decrement(ref missing);
        }
    }

    public bool IsSeen(int number) => Volatile.Read(ref seen[number]) != 0;

    /// <summary>Calls, waits until everything has been seen, and says how long after its answer each was.</summary>
    public async Task<Run> RunAsync(Func<int, Task> call, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task>();
        while (running.Count < Count)
        {
            var due = Math.Min(Count, (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond));
            while (running.Count < due)
            {
                running.Add(CallAsync(call, running.Count));
            }

            await Task.Delay(1, ct);
        }

        await Task.WhenAll(running);
        var waiting = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref missing) > 0)
        {
            if (Stopwatch.GetElapsedTime(waiting) > Patience)
            {
                throw new InvalidOperationException(Result.Text($"{missing} of {Count} were not seen within {Patience.TotalSeconds} s."));
            }

            await Task.Delay(1, ct);
        }

        var took = new Times();
        for (var number = WarmUp; number < Count; number++)
        {
            took.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered[number], seen[number]).TotalMilliseconds)); // seen before the answer arrived: at once
        }

        return new Run(took.Count / Stopwatch.GetElapsedTime(answered[WarmUp], seen[WarmUp..].Max()).TotalSeconds, took);
    }

    private async Task CallAsync(Func<int, Task> call, int number)
    {
        await call(number);
        answered[number] = Stopwatch.GetTimestamp();
    }
}
