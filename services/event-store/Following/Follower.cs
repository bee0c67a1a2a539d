using System.Collections.Frozen;
using System.Runtime.ExceptionServices;

using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>What a follower does with a page, the checkpoint's move included; false when the checkpoint was not where it should be.</summary>
internal delegate Task<bool> Follow(NpgsqlConnection connection, Page page, long from, CancellationToken ct);

/// <summary>
/// Follows the events of the store, or of one partition of it, from a checkpoint, as the one owner among all replicas: ownership is a session-level
/// advisory lock, so PostgreSQL passes it on when the owner dies. What fails is tried again with pauses and stops this follower only; after a
/// failure pages start over at one event and grow again, so that everything before the one that fails gets through. It is never skipped unless
/// somebody has said so on record.
/// </summary>
internal sealed class Follower(Shard shard, string checkpoint, Followed? followed, Partition partition, Follow follow, Share share, ILogger logger)
{
    private const int EventsAPage = 500;
    private static readonly FrozenSet<long> None = FrozenSet<long>.Empty;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private readonly BackOff pause = new();
    private readonly string[]? aliases = followed is null ? null : shard.Types.AliasesOf(followed.Projection.Handles);
    private int limit = EventsAPage;

    public FollowerStatus Status { get; } = new(shard.Name, checkpoint);

    public Task RunAsync(CancellationToken ct) => pause.KeepAtItAsync(FollowIfFreeAsync, Failed, ct);

    private async Task FollowIfFreeAsync(CancellationToken ct)
    {
        if (!shard.IsReady)
            await Pulse.OrAfterAsync(shard.Moved.Next, PollEvery, ct);
        else if (!share.HasRoom || !await OwnAndFollowAsync(ct))
            await LeaveToOthersAsync(ct);
    }

    private void Failed(Exception error)
    {
        Status.Failed(error);
        limit = 1;
        logger.FollowerFailed(checkpoint, Status.Position, Status.Failures, error);
    }

    private Task LeaveToOthersAsync(CancellationToken ct)
    {
        Status.LeftToOthers();
        return Task.Delay(PollEvery, ct);
    }

    /// <summary>False when another replica owns it, or is to own it from now on.</summary>
    private async Task<bool> OwnAndFollowAsync(CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        if (!await Checkpoint.OwnAsync(shard, connection, checkpoint, ct))
            return false;
        using var place = share.Take();
        try
        {
            (Status.IsOwner, Status.Backend) = (place is not null, connection.ProcessID);
            if (place is not null)
                await FollowAsync(place, connection, ct);
            return false;
        }
        finally
        {
            Status.IsOwner = false;
            await Checkpoint.DisownAsync(shard, connection, checkpoint);
        }
    }

    private async Task FollowAsync(Share.Place place, NpgsqlConnection connection, CancellationToken ct)
    {
        Status.Position = await Checkpoint.StartAsync(shard, connection, checkpoint, ct);
        logger.FollowerOwned(checkpoint, Status.Position);
        while (!place.IsTooMany)
            await StepAsync(connection, ct);
    }

    private async Task StepAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var next = shard.Grown.Next;
        IReadOnlySet<long> skipped = Status.Failures > 0 ? await Skips.OfAsync(shard, followed?.Name ?? Skips.Publisher, connection, ct) : None;
        var page = await Page.ReadAsync(shard, connection, Status.Position, limit, aliases, partition, skipped, ct);
        Status.Found(page);
        if (page.Unreadable is { } unreadable)
            ExceptionDispatchInfo.Throw(unreadable);
        if (page.Count == 0)
        {
            Status.Moved(page);
            await Pulse.OrAfterAsync(next, PollEvery, ct);
            Status.Position = await Checkpoint.ReadAsync(shard, connection, checkpoint, ct);
            return;
        }

        using (shard.Telemetry.Following(checkpoint, page.Events))
        {
            if (!await follow(connection, page, Status.Position, ct))
            {
                var moved = await Checkpoint.ReadAsync(shard, connection, checkpoint, ct);
                Status.Position = moved != Status.Position ? moved : throw StoreUnavailableException.Superseded(checkpoint);
                return;
            }
        }

        Status.Moved(page);
        limit = Math.Min(limit * 2, EventsAPage);
        pause.Reset();
        shard.Moved.Beat();
    }
}
