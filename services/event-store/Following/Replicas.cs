using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>
/// How many replicas there are, so that each follows its share and no more: every replica holds one advisory lock that may be shared, and counts
/// who holds it. A replica that dies lets go of it, and of what it followed, as PostgreSQL ends its session.
/// </summary>
internal sealed class Replicas(Shard shard, Func<IReadOnlyList<FollowerStatus>> followers, ILogger logger)
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    // Until it has counted, a replica takes what is free.
    private int share = int.MaxValue;

    public bool MayOwnMore => Owned < Volatile.Read(ref share);

    public bool OwnsTooMany => Owned > Volatile.Read(ref share);

    private int Owned => followers().Count(status => status.IsOwner);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await shard.DataSource.OpenConnectionAsync(ct);
                await using (var present = connection.Command(shard.Own("Following.BePresent.sql")))
                    await present.ExecuteNonQueryAsync(ct);
                while (true)
                {
                    await using var count = connection.Command(shard.Own("Following.CountPresent.sql"));
                    var replicas = Math.Max(1, (int)(long)(await count.ExecuteScalarAsync(ct))!);
                    Volatile.Write(ref share, (followers().Count + replicas - 1) / replicas);
                    await Task.Delay(CountEvery, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.ReplicasUncounted(shard.Schema, error);
                await Task.Delay(CountEvery, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
