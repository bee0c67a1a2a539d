using System.Text.Json.Serialization;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Agencies;

[JsonConverter(typeof(IdentityJson<AgencyId>))]
public readonly record struct AgencyId(Guid Value) : IIdentity<AgencyId>
{
    public StreamKey Stream => new(Tenant.Platform, ToString());

    public static AgencyId Of(Guid value) => new(value);

    public override string ToString() => $"agency-{Value:D}";
}

[JsonConverter(typeof(IdentityJson<ApiKeyId>))]
public readonly record struct ApiKeyId(Guid Value) : IIdentity<ApiKeyId>
{
    public static ApiKeyId Of(Guid value) => new(value);

    public override string ToString() => $"key-{Value:D}";
}

/// <summary>An organisation that may refer children: to which schools, and for which reasons (none named: all).</summary>
public sealed record AgencyRegistered(
    AgencyId AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons,
    DateTimeOffset RegisteredAt);

/// <summary>The agency was renamed, or may now refer to other schools or for other reasons.</summary>
public sealed record AgencyChanged(
    AgencyId AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons,
    DateTimeOffset ChangedAt);

/// <summary>A key as it was stored before keys had a scope of their own; read as <see cref="ApiKeyIssuedV2"/> with all that its agency may use.</summary>
public sealed record ApiKeyIssued(AgencyId AgencyId, ApiKeyId KeyId, string Prefix, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt)
{
    public ApiKeyIssuedV2 WithScope() => new(AgencyId, KeyId, Prefix, KeyScope.Whole, ExpiresAt, IssuedAt);
}

/// <summary>A key was made and shown once. Its secret is nowhere, its hash is a row of its own.</summary>
public sealed record ApiKeyIssuedV2(AgencyId AgencyId, ApiKeyId KeyId, string Prefix, KeyScope Scope, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt);

/// <summary>Another key took this one's place; this one works on until the agency has changed over.</summary>
public sealed record ApiKeyReplaced(AgencyId AgencyId, ApiKeyId KeyId, ApiKeyId By, DateTimeOffset WorksUntil, DateTimeOffset ReplacedAt);

public sealed record ApiKeyRevoked(AgencyId AgencyId, ApiKeyId KeyId, DateTimeOffset RevokedAt);

/// <summary>A key as its agency's stream knows it.</summary>
public sealed record HeldKey(KeyScope Scope, DateTimeOffset IssuedAt, DateTimeOffset WorksUntil, ApiKeyId? ReplacedBy = null, bool Revoked = false)
{
    public bool Works(DateTimeOffset now) => !Revoked && WorksUntil > now;
}

/// <summary>What an agency may use, and which of its keys still open the door.</summary>
public sealed record Agency(bool Registered, KeyScope Scope, IReadOnlyDictionary<ApiKeyId, HeldKey> Keys)
{
    public const int MostKeys = 5;

    public static readonly Aggregate<Agency> Aggregate = new("agency", new Agency(false, KeyScope.Whole, new Dictionary<ApiKeyId, HeldKey>()), Evolve);

    public static Agency Evolve(Agency agency, object @event) => @event switch
    {
        AgencyRegistered e => agency with { Registered = true, Scope = new KeyScope(e.Schools, e.LocalAuthorities, e.Reasons, []) },
        AgencyChanged e => agency with { Scope = new KeyScope(e.Schools, e.LocalAuthorities, e.Reasons, []) },
        ApiKeyIssuedV2 e => agency.With(e.KeyId, new HeldKey(e.Scope, e.IssuedAt, e.ExpiresAt)),
        ApiKeyReplaced e when agency.Keys.TryGetValue(e.KeyId, out var key) => agency.With(e.KeyId, key with { WorksUntil = e.WorksUntil, ReplacedBy = e.By }),
        ApiKeyRevoked e when agency.Keys.TryGetValue(e.KeyId, out var key) => agency.With(e.KeyId, key with { Revoked = true }),
        _ => agency,
    };

    /// <summary>Keys that work and stay; one that was replaced is on its way out and does not count.</summary>
    public int WorkingKeys(DateTimeOffset now) => Keys.Values.Count(key => key.Works(now) && key.ReplacedBy is null);

    private Agency With(ApiKeyId id, HeldKey key) => this with { Keys = new Dictionary<ApiKeyId, HeldKey>(Keys) { [id] = key } };
}
