using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>Runs everything that follows the events of the store: the async projections and the publisher.</summary>
internal sealed class Followers(Store store, IServiceProvider services, ILogger<Followers> logger) : BackgroundService
{
    private IReadOnlyList<Follower> all = [];

    public IReadOnlyList<FollowerStatus> Status => [.. all.Select(follower => follower.Status)];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        all =
        [
            .. store.Definition.Projections.Where(known => known.Lifecycle is Lifecycle.Async).Select(known => Project(known.Projection)),
            .. store.Definition.Map is { } map ? [Publish(map)] : Array.Empty<Follower>(),
        ];
        store.Telemetry.Observe(() => Status);
        return all.Count == 0
            ? Task.CompletedTask
            : Task.WhenAll([new Listener(store, logger).RunAsync(stoppingToken), .. all.Select(follower => follower.RunAsync(stoppingToken))]);
    }

    // The checkpoint moves first: its row is where a rebuild and a follower wait for each other.
    private Follower Project(IProjection projection) =>
        new(store, Checkpoint.NameOf(projection), projection.Handles, async (connection, page, from, ct) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            if (!await Checkpoint.MoveAsync(store, connection, Checkpoint.NameOf(projection), from, page.Last, ct))
                return false;
            if (page.Events.Count > 0)
                await projection.ApplyAsync(page.Events, connection, transaction, ct);
            await transaction.CommitAsync(ct);
            return true;
        }, logger);

    // The checkpoint moves last, after the broker has confirmed: a crash in between sends the same message ids again.
    private Follower Publish(PublishMap map) =>
        new(store, Checkpoint.Publisher, null, async (connection, page, from, ct) =>
        {
            var messages = page.Events.Count == 0 ? [] : await map(page.Events, new PublishContext(connection, store), ct);
            if (messages.Count > 0)
                await services.GetRequiredService<IOutgoingBus>().SendAsync(messages, ct);
            store.Telemetry.Published(messages.Count);
            return await Checkpoint.MoveAsync(store, connection, Checkpoint.Publisher, from, page.Last, ct);
        }, logger);
}
