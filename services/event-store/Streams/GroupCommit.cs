using System.Diagnostics;
using System.Threading.Channels;

namespace Cohesion.EventStore;

/// <summary>
/// Appends that arrive while others are being written are written together next: one transaction, one round trip, one flush for all of them.
/// A lone one is written at once, by its caller. Two writers take turns, so that one gathers and answers while the other waits for the disk; what
/// concerns a stream that is being written waits for it. Each append is answered for itself and only after the commit. When
/// <see cref="WaitAtMost"/> wait, callers wait to be let in. Cancelled while it waits, an append is not written; once it is being written its
/// outcome is waited for.
/// </summary>
internal sealed class GroupCommit(Shard shard) : IAsyncDisposable
{
    private const int WaitAtMost = 4_096;
    private const int WritersAtMost = 2;
    private const int AppendsAtOnce = 1_000;
    private const int EventsAtOnce = 2_000; // for more PostgreSQL gets memory and gives it back each time
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitAtMost));
    private readonly GroupWriter writer = new(shard);
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

    public ValueTask DisposeAsync() => writer.DisposeAsync();

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
        using (ExecutionContext.SuppressFlow())
            return OnceAsync();

        async Task OnceAsync()
        {
            Activity.Current = null; // it may write for others too: not in the trace of whoever came first
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
            await writer.WriteAsync(together);
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
}
