using Cohesion.EventStore;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key of an agency: when it was made and until when it works. Nothing to open a door with.</summary>
public sealed record ApiKeyRow(
    string TenantId, Guid KeyId, Guid AgencyId, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A key with when it was last used, which is no fact of the agency's stream.</summary>
public sealed record ApiKeyListItem(Guid KeyId, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    public bool Works(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;
}

/// <summary>The keys of agencies.</summary>
public sealed class ApiKeyList(Database database)
{
    public static readonly Projection<ApiKeyRow> Projection = EventStore.Projection.For<ApiKeyRow>("agency_keys")
        .Table("agency_keys", "tenant_id", "key_id").Ddl("Agencies.ApiKeyList.sql")
        .On<ApiKeyIssued>(
            (e, _) => e.KeyId.Value,
            (_, e, stored) => new ApiKeyRow(stored.Stream.Tenant.Value, e.KeyId.Value, e.AgencyId.Value, e.Prefix, e.IssuedAt, e.ExpiresAt, null))
        .On<ApiKeyRevoked>((e, _) => e.KeyId.Value, (row, e, _) => row is null ? null : row with { RevokedAt = e.RevokedAt });

    public Task<IReadOnlyList<ApiKeyListItem>> OfAsync(AgencyId agency, CancellationToken ct) =>
        database.ListAsync("Agencies.FindKeys.sql", RowsJson.Default.ApiKeyListItem, [agency.Value], ct);
}
