using System.Threading.Channels;

namespace Cohesion.Hosting;

/// <summary>Wakes the workers of this process when there is something to do; other processes look by themselves when their patience ends.</summary>
/// <param name="patience">How long a worker waits for a ring before it looks anyway.</param>
/// <param name="rings">How many rings are remembered while nobody waits: one for each worker that may be wanted.</param>
public abstract class Bell(TimeSpan patience, int rings)
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(rings) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(patience);
        try
        {
            await rung.Reader.ReadAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nobody rang; look anyway
        }
    }
}
