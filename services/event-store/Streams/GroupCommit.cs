using System.Diagnostics;
using System.Threading.Channels;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// Appends that arrive while another is being written are written together next: one transaction, one round trip, one flush for all of them.
/// A lone one is written at once. Each is answered for itself and only after the commit. When <see cref="WaitAtMost"/> wait, callers wait to be
/// let in. Cancelled while it waits, an append is not written; once it is being written its outcome is waited for.
/// </summary>
internal sealed class GroupCommit(Store store)
{
    private const int WaitAtMost = 4_096;
    private const int AppendsAtOnce = 1_000;
    private const int EventsAtOnce = 10_000;
    private const int Attempts = 10;
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitAtMost) { SingleReader = true });
    private readonly List<Waiting> later = [];
    private int writing;

    public async Task<AppendResult> AppendAsync(Append append, CancellationToken ct)
    {
        var waiting = new Waiting(append);
        if (!queue.Writer.TryWrite(waiting))
            await queue.Writer.WriteAsync(waiting, ct);
        if (Interlocked.CompareExchange(ref writing, 1, 0) == 0)
            Start();
        await using (ct.UnsafeRegister(static (state, token) => ((Waiting)state!).Cancel(token), waiting))
            return await waiting.Outcome.Task;
    }

    private void Start()
    {
        // The writer writes for everybody: it must not run in the trace of whoever came first.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(WriteAllAsync);
    }

    private async Task WriteAllAsync()
    {
        while (true)
        {
            do
            {
                if (Gather() is { Count: > 0 } together)
                    await WriteAsync(together);
            }
            while (later.Count > 0 || queue.Reader.Count > 0);
            Volatile.Write(ref writing, 0);
            if (queue.Reader.Count == 0 || Interlocked.CompareExchange(ref writing, 1, 0) != 0)
                return;
        }
    }

    /// <summary>What waits, a stream once: a second append to a stream must see the first.</summary>
    private List<Waiting> Gather()
    {
        var (together, streams, events) = (new List<Waiting>(), new HashSet<StreamKey>(), 0);
        var postponed = later.ToList();
        later.Clear();
        foreach (var waiting in postponed)
            Take(waiting);
        while (together.Count < AppendsAtOnce && events < EventsAtOnce && later.Count < AppendsAtOnce && queue.Reader.TryRead(out var waiting))
            Take(waiting);
        return together;

        void Take(Waiting waiting)
        {
            if (!streams.Add(waiting.Append.Stream))
            {
                later.Add(waiting);
            }
            else if (waiting.Begin())
            {
                together.Add(waiting);
                events += waiting.Append.Events.Count;
            }
        }
    }

    private async Task WriteAsync(List<Waiting> together)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var part in together.GroupBy(waiting => store.Inline([waiting.Append]).Count > 0))
        {
            if (await TryAsync([.. part], withInline: part.Key))
                continue;
            // Somebody's events cannot be written: it must not be the others' fault.
            foreach (var alone in part)
                await TryAsync([alone], withInline: part.Key);
        }

        store.Telemetry.Wrote(together.Count, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>False when it failed for a reason that one of several may have caused; then nobody has been answered.</summary>
    private async Task<bool> TryAsync(List<Waiting> part, bool withInline)
    {
        var appends = part.ConvertAll(waiting => waiting.Append);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await store.OpenAsync(CancellationToken.None);
                var results = withInline ? await InTransactionAsync(connection, appends) : await Appending.RunAtOnceAsync(store, connection, appends, CancellationToken.None);
                store.AppendedHere();
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

    private async Task<IReadOnlyList<AppendResult>> InTransactionAsync(NpgsqlConnection connection, List<Append> appends)
    {
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var results = await Appending.RunAsync(store, connection, transaction, appends, together: false, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return results;
    }

    /// <summary>Fails, where it cannot be explained, its own caller; nothing may stop the writer of everybody.</summary>
    private async Task ExplainAsync(Waiting clashed)
    {
        try
        {
            await using var connection = await store.OpenAsync(CancellationToken.None);
            clashed.Outcome.TrySetResult(await Appending.ExplainAsync(connection, store, [clashed.Append], CancellationToken.None));
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
