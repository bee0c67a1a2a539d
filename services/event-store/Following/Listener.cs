using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>Hears what other replicas announce, and wakes the followers; without it they poll.</summary>
internal sealed class Listener(Shard shard, ILogger logger)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(15);
    private readonly BackOff pause = new();

    public Task RunAsync(CancellationToken ct) => pause.KeepAtItAsync(HearAsync, error => logger.ListenerFailed(shard.Schema, error), ct);

    private async Task HearAsync(CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        connection.Notification += (_, _) => shard.Grown.Beat();
        await connection.RunAsync($"listen {shard.Schema}_events", ct);
        shard.Grown.Beat();
        pause.Reset();
        while (true)
        {
            if (!await connection.WaitAsync(CheckEvery, ct))
                await connection.RunAsync("select 1", ct); // a dead connection does not say so by itself
        }
    }
}
