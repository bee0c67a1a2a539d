using System.Diagnostics;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>Calls that come at a steady rate, whether or not earlier ones have been answered, as people's do.</summary>
internal sealed class Pace(TimeSpan time)
{
    public const int PerSecond = 1_000;
    private const int WarmUp = 2 * PerSecond;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly long[] answered = new long[Calls(time)];
    private readonly long[] seen = new long[Calls(time)];
    private int sights;

    /// <summary>How many are called, the first of them to warm up.</summary>
    public int Count => seen.Length;

    /// <summary>Somebody has seen what call <paramref name="number"/> did; only the first sight counts.</summary>
    public void See(int number)
    {
        if (Interlocked.CompareExchange(ref seen[number], Stopwatch.GetTimestamp(), 0) == 0)
        {
            Interlocked.Increment(ref sights);
        }
    }

    public bool IsSeen(int number) => Volatile.Read(ref seen[number]) != 0;

    /// <summary>Warms up until that has been seen, calls until that has been seen, and says how long after its answer each was.</summary>
    public async Task<Run> RunAsync(Func<int, Task> call, CancellationToken ct)
    {
        await CallAsync(call, 0, WarmUp, ct);
        await CallAsync(call, WarmUp, Count, ct);
        var took = new Times();
        for (var number = WarmUp; number < Count; number++)
        {
            took.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered[number], seen[number]).TotalMilliseconds)); // seen before the answer arrived: at once
        }

        return new Run(took.Count / Stopwatch.GetElapsedTime(answered[WarmUp], seen[WarmUp..].Max()).TotalSeconds, took);
    }

    private static int Calls(TimeSpan time) => WarmUp + (int)(time.TotalSeconds * PerSecond);

    private async Task CallAsync(Func<int, Task> call, int first, int end, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var running = new List<Task>();
        for (var next = first; next < end;)
        {
            for (var due = Math.Min(end, first + (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond)); next < due; next++)
            {
                running.Add(CallAsync(call, next));
            }

            await Task.Delay(1, ct);
        }

        await Task.WhenAll(running);
        for (var waiting = Stopwatch.GetTimestamp(); Volatile.Read(ref sights) < end; await Task.Delay(1, ct))
        {
            if (Stopwatch.GetElapsedTime(waiting) > Patience)
            {
                throw new InvalidOperationException(Result.Text($"{end - sights} of {end} were not seen within {Patience.TotalSeconds} s."));
            }
        }
    }

    private async Task CallAsync(Func<int, Task> call, int number)
    {
        await call(number);
        answered[number] = Stopwatch.GetTimestamp();
    }
}
