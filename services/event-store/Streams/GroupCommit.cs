using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// Appends that arrive while others are being written are written together next: one transaction, one round trip, one flush for all of them.
/// A lone one is written at once, by its caller. Two writers take turns, so that one gathers and answers while the other waits for the disk; what concerns a
/// stream that is being written waits for it. Each append is answered for itself and only after the commit. When <see cref="WaitAtMost"/> wait,
/// callers wait to be let in. Cancelled while it waits, an append is not written; once it is being written its outcome is waited for.
/// </summary>
internal sealed class GroupCommit(Shard shard) : IAsyncDisposable
{
    private const int WaitAtMost = 4_096;
    private const int WritersAtMost = 2;
    private const int AppendsAtOnce = 1_000;
    private const int EventsAtOnce = 2_000; // more would only wait together for memory
    private const int Attempts = 10;
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitAtMost));
    private readonly ConcurrentBag<NpgsqlConnection> idle = [];
    private readonly Lock gate = new();
    private readonly HashSet<StreamKey> busy = [];
    private readonly List<Waiting> later = [];
    private int writers;

    public async Task<AppendResult> AppendAsync(Append append, CancellationToken ct)
    {
        var waiting = new Waiting(append);
        if (!queue.Writer.TryWrite(waiting))
            await queue.Writer.WriteAsync(waiting, ct);
        await using (ct.UnsafeRegister(static (state, token) => ((Waiting)state!).Cancel(token), waiting))
        {
            if (MayWrite())
                await WriteOnceAsync();
            return await waiting.Outcome.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var connection))
            await connection.DisposeAsync();
    }

    private bool MayWrite()
    {
        lock (gate)
        {
            if (writers == WritersAtMost)
                return false;
            writers++;
            return true;
        }
    }

    /// <summary>Who comes when nobody writes writes what is there, mostly its own alone, and leaves what has come meanwhile to a writer of everybody.</summary>
    private Task WriteOnceAsync()
    {
        using (ExecutionContext.SuppressFlow()) // it may write for others too, and not in the trace and scope of whoever came first
            return OnceAsync();

        async Task OnceAsync()
        {
            if (Gather() is not { Count: > 0 } together)
                return;
            await AnswerAsync(together);
            if (!IsAllWritten())
                _ = Task.Run(WriteAllAsync);
        }
    }

    private async Task WriteAllAsync()
    {
        while (Gather() is { Count: > 0 } together)
        {
            await AnswerAsync(together);
            await Task.Yield(); // whoever was answered and appends again at once is then written with the others
        }
    }

    private bool IsAllWritten()
    {
        lock (gate)
        {
            var isAll = later.Count == 0 && queue.Reader.Count == 0;
            writers -= isAll ? 1 : 0;
            return isAll;
        }
    }

    private async Task AnswerAsync(List<Waiting> together)
    {
        try
        {
            await WriteAsync(together);
        }
        catch (Exception error)
        {
            together.ForEach(waiting => waiting.Outcome.TrySetException(error)); // whatever it is, it must not stop the writing for everybody
        }

        lock (gate)
            busy.ExceptWith(together.Select(waiting => waiting.Append.Stream));
    }

    /// <summary>What waits, a stream once, because a second append to a stream must see the first; where there is nothing, this writer ends.</summary>
    private List<Waiting> Gather()
    {
        lock (gate)
        {
            var (together, events) = (new List<Waiting>(), 0);
            var postponed = later.ToList();
            later.Clear();
            foreach (var waiting in postponed)
                Take(waiting);
            while (together.Count < AppendsAtOnce && events < EventsAtOnce && later.Count < AppendsAtOnce && queue.Reader.TryRead(out var waiting))
                Take(waiting);
            writers -= together.Count == 0 ? 1 : 0;
            return together;

            void Take(Waiting waiting)
            {
                if (busy.Contains(waiting.Append.Stream))
                {
                    later.Add(waiting);
                }
                else if (waiting.Begin())
                {
                    busy.Add(waiting.Append.Stream);
                    together.Add(waiting);
                    events += waiting.Append.Events.Count;
                }
            }
        }
    }

    private async Task WriteAsync(List<Waiting> together)
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

    private sealed class Waiting(Append append)
    {
        private int state;

        public Append Append { get; } = append;

        public TaskCompletionSource<AppendResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>False when it was cancelled before.</summary>
        public bool Begin() => Interlocked.CompareExchange(ref state, 1, 0) == 0;

        public void Cancel(CancellationToken token)
        {
            if (Interlocked.CompareExchange(ref state, 2, 0) == 0)
                Outcome.TrySetCanceled(token);
        }
    }
}
