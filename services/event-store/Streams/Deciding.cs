using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// Load, decide, append. The first attempt locks nothing until it commits; after a clash the next one queues for the stream, so that
/// everybody gets a turn however many want it.
/// </summary>
internal static class Deciding
{
    private const int Attempts = 30;

    public static async Task<DecideResult> RunAsync<TState>(
        Store store,
        Aggregate<TState> aggregate,
        StreamKey stream,
        long? version,
        Func<TState, Decision> decide,
        EventMetadata metadata,
        bool mustExist,
        Func<Work, CancellationToken, Task>? alongside,
        CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var work = await store.BeginAsync(metadata, ct);
            if (attempt > 1)
                await QueueForAsync(store, work.Connection, stream, ct);
            try
            {
                var (state, actual) = await work.LoadAsync(aggregate, stream, ct);
                if (actual == 0 && mustExist)
                    return new DecideResult.NotFound();
                if (version is not null && version != actual)
                    return new DecideResult.Stale(actual);
                var decision = decide(state);
                if (decision is Decision.Refused(var code, var reason))
                    return new DecideResult.Refused(code, reason);
                work.Append(stream, aggregate.Alias, ExpectedVersion.At(actual), ((Decision.Accepted)decision).Events);
                if (alongside is not null)
                    await alongside(work, ct);
                var result = await work.CommitAsync(ct);
                if (result is AppendResult.Appended appended)
                    return Done(appended, stream, actual);
                if (version is not null && result is AppendResult.Stale stale && stale.Stream == stream)
                    return new DecideResult.Stale(stale.ActualVersion);
                if (attempt == Attempts)
                    throw new StoreContendedException(result.ToString());
            }
            catch (PostgresException error) when (IsWorthRetrying(error) && attempt < Attempts)
            {
                // PostgreSQL chose this transaction to end a deadlock
            }
        }
    }

    public static bool IsWorthRetrying(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private static DecideResult.Done Done(AppendResult.Appended appended, StreamKey stream, long before)
    {
        var own = appended.Events.Where(@event => @event.Stream == stream).ToList();
        return new(own is [.., var last] ? last.Version : before, own);
    }

    private static async Task QueueForAsync(Store store, NpgsqlConnection connection, StreamKey stream, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Streams.LockStream.sql"), stream.Tenant.Value, stream.Id);
        await command.ExecuteNonQueryAsync(ct);
    }
}
