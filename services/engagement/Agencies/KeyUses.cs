using System.Threading.Channels;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key that was just used; with its hash where that is to be made anew with the newest pepper.</summary>
public sealed record KeyUse(Guid KeyId, DateTimeOffset At, KeyHash? Hash);

/// <summary>Writes down that keys were used, behind the requests and at most every few minutes a key. What cannot be written is written at the next use.</summary>
internal sealed class KeyUses(Database database, ILogger<KeyUses> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private readonly Channel<KeyUse> uses = Channel.CreateBounded<KeyUse>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Note(KeyUse use) => uses.Writer.TryWrite(use);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var use in uses.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await database.RunAsync("Agencies.NoteKeyUse.sql", [use.KeyId, use.At, use.At - Every, use.Hash?.Pepper, use.Hash?.Hash], stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.KeyUseNotNoted(error.GetType().Name);
            }
        }
    }
}
