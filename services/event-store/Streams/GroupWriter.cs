using System.Collections.Concurrent;
using System.Diagnostics;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// Writes appends to different streams together and answers each for itself. What is the fault of one is found by writing each alone; what nobody
/// can know the outcome of fails all.
/// </summary>
internal sealed class GroupWriter(Shard shard) : IAsyncDisposable
{
    private const int Attempts = 10;
    private readonly ConcurrentBag<NpgsqlConnection> idle = [];

    public async Task WriteAsync(List<Waiting> together)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var part in together.GroupBy(waiting => shard.Inline([waiting.Append]).Count > 0))
        {
            if (await TryAsync([.. part], withInline: part.Key))
                continue;
            // Somebody's events cannot be written: it must not be the others' fault.
            foreach (var alone in part)
                await TryAsync([alone], withInline: part.Key);
        }

        shard.Telemetry.Wrote(together.Count, Stopwatch.GetElapsedTime(started));
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var connection))
            await connection.DisposeAsync();
    }

    /// <summary>False when it failed for a reason that one of several may have caused; then nobody has been answered.</summary>
    private async Task<bool> TryAsync(List<Waiting> part, bool withInline)
    {
        var appends = part.ConvertAll(waiting => waiting.Append);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await WriteAsync(appends, withInline);
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

    /// <summary>On a connection that the writers keep, because one from the pool would first be reset each time.</summary>
    private async Task<IReadOnlyList<AppendResult>> WriteAsync(List<Append> appends, bool withInline)
    {
        var connection = idle.TryTake(out var kept) ? kept : await shard.OpenForWorkAsync(CancellationToken.None);
        try
        {
            var results = withInline ? await InTransactionAsync(connection, appends) : await Appending.RunAtOnceAsync(shard, connection, appends, CancellationToken.None);
            if (connection.FullState is System.Data.ConnectionState.Open)
                idle.Add(connection);
            else
                await connection.DisposeAsync(); // lost while it rolled back, which nobody is told of
            return results;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<IReadOnlyList<AppendResult>> InTransactionAsync(NpgsqlConnection connection, List<Append> appends)
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (shard.IsOneOfSeveral)
            await Presence.InsistAsync(shard, connection, appends.Select(append => append.Stream.Tenant), CancellationToken.None);
        return await Appending.RunAsync(shard, connection, transaction, appends, together: false, CancellationToken.None);
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
