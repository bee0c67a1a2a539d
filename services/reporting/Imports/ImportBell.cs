using System.Threading.Channels;

namespace Cohesion.Reporting.Imports;

/// <summary>Wakes this process's worker when there is an import to read or apply; other processes look by themselves every few seconds.</summary>
public sealed class ImportBell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(Patience);
        try
        {
            await _rings.Reader.ReadAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody rang; look anyway.
        }
    }
}
