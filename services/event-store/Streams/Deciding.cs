using System.Diagnostics;

namespace Cohesion.EventStore;

/// <summary>
/// Load, decide, append. The first attempt locks nothing until it commits; after a clash the next one queues for the stream, so that
/// everybody gets a turn however many want it.
/// </summary>
internal static class Deciding
{
    private const int Attempts = 30;

    public static async Task<DecideResult> RunAsync<TState>(
        Shard shard,
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
            try
            {
                var (answer, clash) = attempt == 1 && alongside is null ? await AloneAsync() : await InTransactionAsync(attempt > 1);
                if (answer is not null)
                    return answer;
                if (version is not null && clash is AppendResult.Stale stale && stale.Stream == stream)
                    return new DecideResult.Stale(stale.ActualVersion);
                if (attempt == Attempts)
                    throw new StoreContendedException(clash!.ToString());
            }
            catch (PostgresException error) when (IsWorthRetrying(error) && attempt < Attempts)
            {
                // PostgreSQL chose this transaction to end a deadlock
            }
        }

        async Task<(DecideResult? Answer, AppendResult? Clash)> AloneAsync()
        {
            var (state, actual) = await shard.LoadAsync(aggregate, stream, ct);
            var (answer, events) = Judge(state, actual, version, mustExist, decide);
            return answer is not null || events.Count == 0
                ? (answer ?? new DecideResult.Done(actual, []), null)
                : Outcome(await shard.AppendAsync(stream, ExpectedVersion.At(actual), events, metadata, ct, aggregate.Alias), stream, actual, isHeld: false);
        }

        async Task<(DecideResult? Answer, AppendResult? Clash)> InTransactionAsync(bool queued)
        {
            await using var work = await Work.BeginAsync(shard, stream.Tenant, metadata, ct);
            if (queued)
                await work.Connection.RunAsync(shard.Own("Streams.LockStream.sql"), ct, stream.Tenant.Value, stream.Id);
            var (state, actual) = await work.LoadAsync(aggregate, stream, ct);
            var (answer, events) = Judge(state, actual, version, mustExist, decide);
            if (answer is not null)
                return (answer, null);
            work.Append(stream, aggregate.Alias, ExpectedVersion.At(actual), events);
            if (alongside is not null)
                await alongside(work, ct);
            return Outcome(await work.CommitAsync(ct), stream, actual, isHeld: queued);
        }
    }

    public static bool IsWorthRetrying(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>The answer, where nothing is to be appended, or what is.</summary>
    private static (DecideResult? Answer, IReadOnlyList<object> Events) Judge<TState>(TState state, long actual, long? version, bool mustExist, Func<TState, Decision> decide)
    {
        if (actual == 0 && mustExist)
            return (new DecideResult.NotFound(), []);
        if (version is not null && version != actual)
            return (new DecideResult.Stale(actual), []);
        return decide(state) switch
        {
            Decision.Accepted(var events) => (null, events),
            Decision.Refused(var code, var reason) => (new DecideResult.Refused(code, reason), []),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A stream that was not held may have moved on before it was archived: then it is first of all not what the caller saw.</summary>
    private static (DecideResult? Answer, AppendResult? Clash) Outcome(AppendResult result, StreamKey stream, long before, bool isHeld)
    {
        if (result is AppendResult.Archived && isHeld)
            return (new DecideResult.Refused("stream-archived", "This record is closed and archived. It can be read, not changed."), null);
        if (result is not AppendResult.Appended appended)
            return (null, result);
        var own = appended.Events.Where(@event => @event.Stream == stream).ToList();
        return (new DecideResult.Done(own is [.., var last] ? last.Version : before, own), null);
    }
}
