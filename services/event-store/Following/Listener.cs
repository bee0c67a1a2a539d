using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>Hears what other replicas announce, and wakes the followers; without it they poll.</summary>
internal sealed class Listener(Shard shard, ILogger logger)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = new BackOff();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await shard.OpenForWorkAsync(ct);
                connection.Notification += (_, _) => shard.Grown.Beat();
                await connection.RunAsync($"listen {shard.Schema}_events", ct);
                shard.Grown.Beat();
                pause.Reset();
                while (true)
                    await HearAsync(connection, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.ListenerFailed(shard.Schema, error);
                await pause.AfterFailureAsync(ct);
            }
        }
    }

    // A dead connection does not say so by itself.
    private static async Task HearAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!await connection.WaitAsync(CheckEvery, ct))
            await connection.RunAsync("select 1", ct);
    }
}
