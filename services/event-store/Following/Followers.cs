using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>Runs everything that follows the events of the store: the partitions of the async projections, and the publisher.</summary>
internal sealed class Followers(Store store, IServiceProvider services, ILogger<Followers> logger) : BackgroundService
{
    private IReadOnlyList<Follower> all = [];

    public IReadOnlyList<FollowerStatus> Status { get; private set; } = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var share = new Share();
        all =
        [
            .. store.Definition.Projections.SelectMany(followed => followed.Checkpoints.Select((checkpoint, number) => Project(followed, checkpoint, new(number, followed.Partitions), share))),
            .. store.Definition.Map is { } map ? [Publish(map, share)] : Array.Empty<Follower>(),
        ];
        Status = [.. all.Select(follower => follower.Status)];
        store.Telemetry.Observe(() => Status, store.Clock);
        return all.Count == 0
            ? Task.CompletedTask
            : Task.WhenAll([new Listener(store, logger).RunAsync(stoppingToken), new Replicas(store, share, logger).RunAsync(stoppingToken), .. all.Select(follower => follower.RunAsync(stoppingToken))]);
    }

    // The checkpoint moves first: its row is where a rebuild and a follower wait for each other.
    private Follower Project(Followed followed, string checkpoint, Partition partition, Share share) =>
        new(store, checkpoint, followed, partition, async (connection, page, from, ct) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (!await Checkpoint.MoveAsync(store, connection, followed, checkpoint, from, page.Last, ct))
                return false;
            if (page.Events.Count > 0)
                await followed.Projection.ApplyAsync(page.Events, connection, transaction, ct);
            await transaction.CommitAsync(ct);
            return true;
        }, share, logger);

    // The checkpoint moves last, after the broker has confirmed: a crash in between sends the same message ids again.
    private Follower Publish(PublishMap map, Share share) =>
        new(store, Checkpoint.Publisher, null, Partition.Whole, async (connection, page, from, ct) =>
        {
            var messages = page.Events.Count == 0 ? [] : await map(page.Events, new PublishContext(connection, store), ct);
            if (messages.Count > 0)
                await services.GetRequiredService<IOutgoingBus>().SendAsync(messages, ct);
            store.Telemetry.Published(messages.Count);
            return await Checkpoint.MoveAsync(store, connection, Checkpoint.Publisher, from, page.Last, ct);
        }, share, logger);
}
