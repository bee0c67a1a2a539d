using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>
/// How many replicas there are that follow the same, so that each follows its share and no more: every replica holds an advisory lock that may be
/// shared, and counts who holds it. Shares differ by one at most and make the whole together; who comes first by its session has the larger one. A
/// replica that dies lets go of the lock, and of what it followed, as PostgreSQL ends its sessions. Replicas of another release may follow something
/// else: they count for themselves, so that what only one release follows is never left to a replica of the other.
/// </summary>
internal sealed class Replicas(Shard shard, Share share, ILogger logger)
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);
    private readonly string followed = string.Join(' ', shard.Definition.Checkpoints);
    private readonly BackOff pause = new(CountEvery);

    public Task RunAsync(CancellationToken ct) => pause.KeepAtItAsync(CountAsync, error => logger.ReplicasUncounted(shard.Schema, error), ct);

    // Who cannot follow yet must not keep a share from those who can.
    private async Task CountAsync(CancellationToken ct)
    {
        for (var moved = shard.Moved.Next; !shard.IsReady; moved = shard.Moved.Next)
            await Pulse.OrAfterAsync(moved, CountEvery, ct);
        await using var connection = await shard.OpenForWorkAsync(ct);
        await connection.RunAsync(shard.Own("Following.BePresent.sql"), ct, followed);
        pause.Reset();
        while (true)
        {
            share.Become(await ShareAsync(connection, ct));
            await Task.Delay(CountEvery, ct);
        }
    }

    private async Task<int> ShareAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var counted = await connection.ListAsync(shard.Own("Following.CountAlike.sql"), row => (Alike: row.GetInt64(0), Before: row.GetInt64(1)), ct, followed);
        var (replicas, before) = ((int)Math.Max(1, counted[0].Alike), counted[0].Before);
        var (whole, rest) = Math.DivRem(shard.Definition.Checkpoints.Count, replicas);
        return whole + (before < rest ? 1 : 0);
    }
}
