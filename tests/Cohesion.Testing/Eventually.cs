using System.Diagnostics;
using Xunit;

namespace Cohesion.Testing;

/// <summary>For what announces itself to nobody: asks again until it is so. Prefer awaiting a message, a checkpoint or a response.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task<T> GivesAsync<T>(Func<Task<T>> ask, Func<T, bool> isSo, string what, CancellationToken ct, TimeSpan? within = null)
    {
        var (deadline, started) = (within ?? TimeSpan.FromSeconds(20), Stopwatch.GetTimestamp());
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
            {
                return answer;
            }

            if (Stopwatch.GetElapsedTime(started) > deadline)
            {
                Assert.Fail($"Not within {deadline.TotalSeconds} s: {what}. Last answer: {answer}");
            }

            await Task.Delay(Interval, ct);
        }
    }

    public static Task IsTrueAsync(Func<Task<bool>> ask, string what, CancellationToken ct, TimeSpan? within = null) => GivesAsync(ask, so => so, what, ct, within);
}
