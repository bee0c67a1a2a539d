using System.Threading.Channels;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Notes that a school's reach may have changed, in the transaction that may have changed it.</summary>
internal sealed class ReachDue(Store store)
{
    public Task AskAsync(Work work, Tenant tenant, AcademicYear year, CancellationToken ct) => work.Connection.ExecuteAsync(new CommandDefinition(
        store.Sql<ReachDue>("Reach.AskReach.sql"), new { tenant = tenant.Value, year = year.ToString() }, work.Transaction, cancellationToken: ct));
}

/// <summary>Wakes the measurer of this process at once; many rings while it measures are one.</summary>
internal sealed class ReachBell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(Patience);
        try
        {
            await rings.Reader.ReadAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nobody rang; another process may have
        }
    }
}
