using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cohesion.EventStore;

/// <summary>
/// Writes appends to different streams together and answers each for itself. What is the fault of one is found by writing each alone; what nobody
/// can know the outcome of fails all.
/// </summary>
internal sealed class GroupWriter(Shard shard) : IAsyncDisposable
{
    private const int Attempts = 10;
    private readonly ConcurrentBag<AppendSession> idleAlone = [];
    private readonly ConcurrentBag<AppendSession> idleFollowed = [];

    public async Task WriteAsync(List<Waiting> together)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var part in together.GroupBy(waiting => shard.IsFollowed(waiting.Append)))
        {
            if (await TryAsync([.. part], part.Key))
                continue;
            // Somebody's events cannot be written: it must not be the others' fault.
            foreach (var alone in part)
                await TryAsync([alone], part.Key);
        }

        shard.Telemetry.Wrote(together.Count, Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in idleAlone.Concat(idleFollowed))
            await session.DisposeAsync();
    }

    /// <summary>False when it failed for a reason that one of several may have caused; then nobody has been answered.</summary>
    private async Task<bool> TryAsync(List<Waiting> part, bool areFollowed)
    {
        var appends = part.ConvertAll(waiting => waiting.Append);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await WriteAsync(appends, areFollowed);
                shard.AppendedHere();
                for (var place = 0; place < part.Count; place++)
                    part[place].Outcome.TrySetResult(results[place]);
                return true;
            }
            catch (PostgresException error) when (Appending.IsRaced(error) && attempt < Attempts)
            {
                // nothing was written
            }
            catch (PostgresException clash) when (part.Count == 1 && Appending.IsClash(clash))
            {
                await ExplainAsync(part[0]);
                return true;
            }
            catch (Exception error)
            {
                if (part.Count > 1 && MayBeOnes(error))
                    return false;
                part.ForEach(waiting => waiting.Outcome.TrySetException(error));
                return true;
            }
        }
    }

    private async Task<IReadOnlyList<AppendResult>> WriteAsync(List<Append> appends, bool areFollowed)
    {
        var idle = areFollowed ? idleFollowed : idleAlone;
        var session = idle.TryTake(out var kept) ? kept : await AppendSession.OpenAsync(shard, areFollowed);
        try
        {
            var results = await session.WriteAsync(appends);
            if (session.IsSound)
                idle.Add(session);
            else
                await session.DisposeAsync();
            return results;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fails, where it cannot be explained, its own caller; nothing may stop the writer of everybody.</summary>
    private async Task ExplainAsync(Waiting clashed)
    {
        try
        {
            await using var connection = await shard.OpenForWorkAsync(CancellationToken.None);
            clashed.Outcome.TrySetResult(await Appending.ExplainAsync(connection, shard, [clashed.Append], CancellationToken.None));
        }
        catch (Exception error)
        {
            clashed.Outcome.TrySetException(error);
        }
    }

    // After any other error nobody knows whether it was committed, and writing again could write twice.
    private static bool MayBeOnes(Exception error) => error is PostgresException { SqlState: var state }
        ? state[..2] is "21" or "22" or "23" or "42" or "P0" or "CE" or "40" or "54"
        : error is not NpgsqlException and not StoreUnavailableException and not TimeoutException;
}
