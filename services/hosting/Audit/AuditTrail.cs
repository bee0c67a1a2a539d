using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>
/// Takes entries and writes those that wait together: one transaction and one flush for all, whatever chains they belong to, so that nobody waits
/// longer than two of these however many ask. When <see cref="WaitAtMost"/> wait, callers wait to be let in.
/// </summary>
public sealed class AuditTrail : IAsyncDisposable
{
    private const int WaitAtMost = 4_096;
    private const int AtOnce = 500;
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(WaitAtMost);
    private readonly AuditLedger ledger;
    private readonly AuditHeads heads;
    private readonly ILogger<AuditTrail> logger;
    private readonly Task writing;

    public AuditTrail(AuditLedger ledger, AuditHeads heads, ILogger<AuditTrail> logger)
    {
        (this.ledger, this.heads, this.logger) = (ledger, heads, logger);
        using (ExecutionContext.SuppressFlow())
        {
            writing = Task.Run(WriteAllAsync); // it writes for everybody: not in the trace of whoever came first
        }
    }

    /// <summary>Done when the entry is on disk; an error where it is not.</summary>
    public async Task RecordAsync(AuditEntry entry, CancellationToken ct)
    {
        var waiting = new Waiting(entry);
        await queue.Writer.WriteAsync(waiting, ct);
        await waiting.Recorded.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAllAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var together = new List<Waiting>();
            while (together.Count < AtOnce && queue.Reader.TryRead(out var waiting))
            {
                together.Add(waiting);
            }

            if (!await TryAsync(together))
            {
                // Somebody's entry cannot be written: it must not be the others' fault.
                foreach (var alone in together)
                {
                    await TryAsync([alone]);
                }
            }
        }
    }

    /// <summary>False when it failed for a reason that one of several may have caused; then nobody has been answered.</summary>
    private async Task<bool> TryAsync(List<Waiting> together)
    {
        try
        {
            foreach (var lost in heads.Follow(await WriteAsync(together.ConvertAll(waiting => waiting.Entry))))
            {
                logger.RowsLost(lost.Tenant, lost.Sequence);
            }

            together.ForEach(waiting => waiting.Recorded.TrySetResult());
        }
        catch (PostgresException) when (together.Count > 1)
        {
            return false;
        }
        catch (Exception error)
        {
            together.ForEach(waiting => waiting.Recorded.TrySetException(error));
        }

        return true;
    }

    /// <summary>A connection that broke while it lay idle says so at its first use; what was perhaps written is then written twice, which is better than not at all.</summary>
    private async Task<IReadOnlyList<AuditRow>> WriteAsync(List<AuditEntry> entries)
    {
        try
        {
            return await ledger.AppendAsync(entries, CancellationToken.None);
        }
        catch (NpgsqlException error) when (error.IsTransient)
        {
            return await ledger.AppendAsync(entries, CancellationToken.None);
        }
    }

    private sealed record Waiting(AuditEntry Entry)
    {
        public TaskCompletionSource Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
