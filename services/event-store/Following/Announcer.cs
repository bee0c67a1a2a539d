namespace Cohesion.EventStore;

/// <summary>
/// Tells other replicas that there are new events: at once, then at most every 20 ms, for all appends since. It is a transaction of its own that
/// waits for no disk, because the commits of transactions that notify queue behind each other in the whole server. Followers that hear nothing poll.
/// </summary>
internal sealed class Announcer(Shard shard)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private int wanted;
    private int announcing;

    public void Announce()
    {
        Volatile.Write(ref wanted, 1);
        if (Interlocked.CompareExchange(ref announcing, 1, 0) == 0)
        {
            using (ExecutionContext.SuppressFlow())
                _ = Task.Run(AnnounceAsync);
        }
    }

    private async Task AnnounceAsync()
    {
        do
        {
            while (Interlocked.Exchange(ref wanted, 0) == 1)
            {
                await TryAsync();
                await Task.Delay(Pause);
            }

            Volatile.Write(ref announcing, 0);
        }
        while (Volatile.Read(ref wanted) == 1 && Interlocked.CompareExchange(ref announcing, 1, 0) == 0);
    }

    private async Task TryAsync()
    {
        try
        {
            await using var connection = await shard.OpenForWorkAsync(CancellationToken.None);
            await connection.RunAsync(shard.Own("Following.Announce.sql"), CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or StoreUnavailableException or ObjectDisposedException or TimeoutException)
        {
            // the others find out when they poll
        }
    }
}
