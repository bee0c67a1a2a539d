using System.Threading.Channels;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Wakes the workers of this process when there is an import to read or apply; other processes look by themselves every few seconds.</summary>
internal sealed class RollBell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(Patience);
        try
        {
            await rings.Reader.ReadAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nobody rang
        }
    }
}
