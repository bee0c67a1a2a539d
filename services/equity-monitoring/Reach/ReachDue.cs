using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Notes that a school's reach may have changed, in the transaction that may have changed it.</summary>
internal sealed class ReachDue(Store store)
{
    public Task AskAsync(Work work, Tenant tenant, AcademicYear year, CancellationToken ct) => work.Connection.ExecuteAsync(new CommandDefinition(
        store.Sql<ReachDue>("Reach.AskReach.sql"), new { tenant = tenant.Value, year = year.ToString() }, work.Transaction, cancellationToken: ct));
}

/// <summary>Rings when a school's reach is due; many rings while it is measured are one.</summary>
internal sealed class ReachBell() : Bell(TimeSpan.FromSeconds(1), rings: 1);
