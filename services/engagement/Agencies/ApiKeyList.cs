using Cohesion.EventStore;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key of an agency: when it was made, what it opens and until when it works. Nothing to open a door with.</summary>
public sealed record ApiKeyRow(
    string TenantId, Guid KeyId, Guid AgencyId, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, Guid? ReplacedBy,
    IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons, IReadOnlyList<string> Urgencies);

/// <summary>A key with when it was last used and which pepper is in its hash (none: made before there was one), which are no facts of the agency's stream.</summary>
public sealed record ApiKeyListItem(
    Guid KeyId, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, Guid? ReplacedBy,
    IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons, IReadOnlyList<string> Urgencies,
    DateTimeOffset? LastUsedAt, string? Pepper)
{
    /// <summary>How long before its end a key is warned of.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public bool Works(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    /// <summary>Works, and needs another in its place within 30 days.</summary>
    public bool EndsSoon(DateTimeOffset now) => Works(now) && ReplacedBy is null && ExpiresAt - now <= Soon;
}

/// <summary>The keys of agencies.</summary>
public sealed class ApiKeyList(Database database)
{
    public static readonly Projection<ApiKeyRow> Projection = EventStore.Projection.For<ApiKeyRow>("agency_keys")
        .Table("agency_keys", "tenant_id", "key_id").Ddl("Agencies.ApiKeyList.sql").Version(2)
        .On<ApiKeyIssuedV2>((e, _) => e.KeyId.Value, (_, e, stored) => Of(e, stored.Stream.Tenant))
        .On<ApiKeyReplaced>((e, _) => e.KeyId.Value, (row, e, _) => row is null ? null : row with { ExpiresAt = e.WorksUntil, ReplacedBy = e.By.Value })
        .On<ApiKeyRevoked>((e, _) => e.KeyId.Value, (row, e, _) => row is null ? null : row with { RevokedAt = e.RevokedAt });

    public Task<IReadOnlyList<ApiKeyListItem>> OfAsync(AgencyId agency, CancellationToken ct) =>
        database.ListAsync("Agencies.FindKeys.sql", RowsJson.Default.ApiKeyListItem, [agency.Value], ct);

    private static ApiKeyRow Of(ApiKeyIssuedV2 e, Tenant tenant) => new(
        tenant.Value, e.KeyId.Value, e.AgencyId.Value, e.Prefix, e.IssuedAt, e.ExpiresAt, null, null,
        e.Scope.Schools, e.Scope.LocalAuthorities, e.Scope.Reasons, e.Scope.Urgencies);
}
