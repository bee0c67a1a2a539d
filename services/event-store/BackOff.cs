namespace Cohesion.EventStore;

/// <summary>Longer and longer pauses between attempts, up to five seconds.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private TimeSpan pause = TimeSpan.FromMilliseconds(100);

    public void Reset() => pause = TimeSpan.FromMilliseconds(100);

    /// <summary>False when it was told to stop meanwhile.</summary>
    public async Task<bool> AfterFailureAsync(CancellationToken ct)
    {
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        pause = pause * 2 > Longest ? Longest : pause * 2;
        return !ct.IsCancellationRequested;
    }
}
