namespace Cohesion.EventStore;

/// <summary>Longer and longer pauses between attempts, up to five seconds, or to what is given.</summary>
internal sealed class BackOff(TimeSpan? atMost = null)
{
    private readonly TimeSpan longest = atMost ?? TimeSpan.FromSeconds(5);
    private TimeSpan pause = TimeSpan.FromMilliseconds(100);

    public void Reset() => pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Does it again and again until it is told to stop; after a failure, which is told, there is a pause.</summary>
    public async Task KeepAtItAsync(Func<CancellationToken, Task> step, Action<Exception> failed, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await step(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                failed(error);
                await AfterFailureAsync(ct);
            }
        }
    }

    /// <summary>False when it was told to stop meanwhile.</summary>
    public async Task<bool> AfterFailureAsync(CancellationToken ct)
    {
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        pause = pause * 2 > longest ? longest : pause * 2;
        return !ct.IsCancellationRequested;
    }
}
