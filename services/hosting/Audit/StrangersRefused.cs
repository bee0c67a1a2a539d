using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

/// <summary>
/// Requests with a key or token that opens nothing. Anybody on the internet can make as many as they like, so like ones are counted and leave one
/// row a second in the chain of the platform. Nothing was shown to them: a power cut may lose the last second.
/// </summary>
internal sealed class StrangersRefused(AuditTrail trail, ILogger<StrangersRefused> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Lock counting = new();
    private Dictionary<(string Who, string What, AuditAct Act), AuditEntry> counted = [];

    /// <summary>Counts one more like this.</summary>
    public void Note(AuditEntry refused)
    {
        lock (counting)
        {
            var kind = (refused.Who, refused.What, refused.Act);
            counted[kind] = counted.TryGetValue(kind, out var before) ? before with { Times = before.Times + 1 } : refused;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        Dictionary<(string Who, string What, AuditAct Act), AuditEntry> taken;
        lock (counting)
        {
            (taken, counted) = (counted, []);
        }

        try
        {
            await Task.WhenAll(taken.Values.Select(entry => trail.RecordAsync(entry, CancellationToken.None)));
        }
        catch (Exception error)
        {
            logger.StrangersNotRecorded(taken.Values.Sum(entry => entry.Times), error.GetType().Name);
        }
    }
}
