using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>What follows the events of one shard.</summary>
internal sealed class FollowersOfShard
{
    private readonly Store store;
    private readonly Shard shard;
    private readonly IServiceProvider services;
    private readonly ILogger logger;
    private readonly Share share = new();
    private readonly IReadOnlyList<Follower> all;

    public FollowersOfShard(Store store, Shard shard, IServiceProvider services, ILogger logger)
    {
        (this.store, this.shard, this.services, this.logger) = (store, shard, services, logger);
        all =
        [
            .. shard.Definition.Projections.SelectMany(followed => followed.Checkpoints.Select((checkpoint, number) => Project(followed, checkpoint, new(number, followed.Partitions)))),
            .. shard.Definition.Map is { } map ? [Publish(map)] : Array.Empty<Follower>(),
        ];
        Status = [.. all.Select(follower => follower.Status)];
    }

    public IReadOnlyList<FollowerStatus> Status { get; } = [];

    public Task RunAsync(CancellationToken ct) => all.Count == 0
        ? Task.CompletedTask
        : Task.WhenAll([new Listener(shard, logger).RunAsync(ct), new Replicas(shard, share, logger).RunAsync(ct), .. all.Select(follower => follower.RunAsync(ct))]);

    // The checkpoint moves first: its row is where a rebuild and a follower wait for each other.
    private Follower Project(Followed followed, string checkpoint, Partition partition) =>
        new(shard, checkpoint, followed, partition, async (connection, page, from, ct) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (!await Checkpoint.MoveAsync(shard, connection, followed, checkpoint, from, page.Last, ct))
                return false;
            if (page.Events.Count > 0)
                await followed.Projection.ApplyAsync(page.Events, connection, transaction, ct);
            await transaction.CommitAsync(ct);
            return true;
        }, share, logger);

    // The checkpoint moves last, after the broker has confirmed: a crash in between sends the same message ids again.
    private Follower Publish(PublishMap map) =>
        new(shard, Checkpoint.Publisher, null, Partition.Whole, async (connection, page, from, ct) =>
        {
            var messages = page.Events.Count == 0 ? [] : await map(page.Events, new PublishContext(connection, store), ct);
            if (messages.Count > 0)
                await services.GetRequiredService<IOutgoingBus>().SendAsync(messages, ct);
            shard.Telemetry.Published(messages.Count);
            return await Checkpoint.MoveAsync(shard, connection, Checkpoint.Publisher, from, page.Last, ct);
        }, share, logger);
}
