using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>Runs everything that follows the events of each shard: the partitions of the async projections, and the publisher.</summary>
internal sealed class Followers(Store store, IServiceProvider services, ILogger<Followers> logger) : BackgroundService
{
    public IReadOnlyList<FollowerStatus> Status { get; private set; } = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shards = store.Shards.Select(shard => new FollowersOfShard(store, shard, services, logger)).ToList();
        Status = [.. shards.SelectMany(shard => shard.Status)];
        store.Telemetry.Observe(() => Status, store.Clock);
        var running = shards.Select(shard => shard.RunAsync(stoppingToken));
        return Task.WhenAll(store.IsSharded ? [store.Places.RunAsync(logger, stoppingToken), .. running] : running);
    }
}
