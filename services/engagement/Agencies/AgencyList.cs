using Cohesion.EventStore;

namespace Cohesion.Engagement.Agencies;

/// <summary>An agency as it is listed.</summary>
public sealed record AgencyRow(
    string TenantId, Guid AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons,
    DateTimeOffset RegisteredAt);

/// <summary>An agency with the number of keys that work, and when the first of them ends that no other has replaced.</summary>
public sealed record AgencyListItem(
    Guid AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons,
    DateTimeOffset RegisteredAt, int WorkingKeys, DateTimeOffset? KeysEndAt);

/// <summary>The agencies that may refer children.</summary>
public sealed class AgencyList(Database database, TimeProvider clock)
{
    public static readonly Projection<AgencyRow> Projection = EventStore.Projection.For<AgencyRow>("agencies")
        .Table("agencies", "tenant_id", "agency_id").Ddl("Agencies.AgencyList.sql")
        .On<AgencyRegistered>(
            (e, _) => e.AgencyId.Value,
            (_, e, stored) => new AgencyRow(stored.Stream.Tenant.Value, e.AgencyId.Value, e.Name, e.Sector, e.Schools, e.LocalAuthorities, e.Reasons, e.RegisteredAt))
        .On<AgencyChanged>(
            (e, _) => e.AgencyId.Value,
            (row, e, _) => row is null ? null
                : row with { Name = e.Name, Sector = e.Sector, Schools = e.Schools, LocalAuthorities = e.LocalAuthorities, Reasons = e.Reasons });

    public Task<IReadOnlyList<AgencyListItem>> ListAsync(CancellationToken ct) =>
        database.ListAsync("Agencies.FindAgencies.sql", RowsJson.Default.AgencyListItem, [null, clock.GetUtcNow()], ct);

    public Task<AgencyListItem?> FindAsync(AgencyId id, CancellationToken ct) =>
        database.FindAsync("Agencies.FindAgencies.sql", RowsJson.Default.AgencyListItem, [id.Value, clock.GetUtcNow()], ct);
}
