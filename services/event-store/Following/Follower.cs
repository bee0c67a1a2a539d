using Microsoft.Extensions.Logging;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>What a follower does with a page, the checkpoint's move included; false when the checkpoint was not where it should be.</summary>
internal delegate Task<bool> Follow(NpgsqlConnection connection, Page page, long from, CancellationToken ct);

/// <summary>
/// Follows the events of the store from a checkpoint, as the one owner among all replicas: ownership is a session-level advisory lock, so
/// PostgreSQL passes it on when the owner dies. What fails is tried again with pauses and never skipped; after a failure pages start over at one
/// event and grow again, so that everything before the one that fails gets through.
/// </summary>
internal sealed class Follower(Store store, string checkpoint, IReadOnlySet<Type>? handles, Follow follow, ILogger logger)
{
    private const int EventsAPage = 500;
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private readonly BackOff pause = new();
    private int limit = EventsAPage;

    public FollowerStatus Status { get; } = new(checkpoint);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!store.IsReady)
                    await Pulse.OrAfterAsync(store.Moved.Next, PollEvery, ct);
                else if (!await OwnAndFollowAsync(ct))
                    await Pulse.OrAfterAsync(Task.Delay(Timeout.Infinite, ct), PollEvery, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Status.Failures++;
                Status.Failure = error.GetType().Name;
                limit = 1;
                logger.FollowerFailed(checkpoint, Status.Position, Status.Failures, error);
                await pause.AfterFailureAsync(ct);
            }
        }
    }

    /// <summary>False when another replica owns it.</summary>
    private async Task<bool> OwnAndFollowAsync(CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(ct);
        await using var own = connection.Command(store.Own("Following.Own.sql"), checkpoint);
        Status.IsOwner = await own.ExecuteScalarAsync(ct) is true;
        if (!Status.IsOwner)
            return false;
        try
        {
            Status.Position = await Checkpoint.StartAsync(store, connection, checkpoint, ct);
            logger.FollowerOwned(checkpoint, Status.Position);
            while (true)
                await StepAsync(connection, ct);
        }
        finally
        {
            Status.IsOwner = false;
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await using var disown = connection.Command(store.Own("Following.Disown.sql"), checkpoint);
                await disown.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    private async Task StepAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var next = store.Grown.Next;
        var page = await Page.ReadAsync(store, connection, Status.Position, limit, handles is null ? null : store.Types.AliasesOf(handles), ct);
        if (page.Count == 0)
        {
            Status.Moved(page);
            await Pulse.OrAfterAsync(next, PollEvery, ct);
            Status.Position = await Checkpoint.ReadAsync(store, connection, checkpoint, ct);
            return;
        }

        using (store.Telemetry.Following(checkpoint, page.Events))
        {
            if (!await follow(connection, page, Status.Position, ct))
            {
                Status.Position = await Checkpoint.ReadAsync(store, connection, checkpoint, ct);
                return;
            }
        }

        Status.Moved(page);
        limit = Math.Min(limit * 2, EventsAPage);
        pause.Reset();
        store.Moved.Beat();
    }
}
