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

/// <summary>A key was made and shown once. Its secret is nowhere, its hash is a row of its own.</summary>
public sealed record ApiKeyIssued(AgencyId AgencyId, ApiKeyId KeyId, string Prefix, DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt);

public sealed record ApiKeyRevoked(AgencyId AgencyId, ApiKeyId KeyId, DateTimeOffset RevokedAt);

/// <summary>What an agency may use, and which of its keys still open the door.</summary>
public sealed record Agency(bool Registered, IReadOnlyDictionary<ApiKeyId, bool> Keys)
{
    public const int MostKeys = 5;

    public static readonly Aggregate<Agency> Aggregate = new("agency", new Agency(false, new Dictionary<ApiKeyId, bool>()), Evolve);

    public int WorkingKeys => Keys.Values.Count(works => works);

    public static Agency Evolve(Agency agency, object @event) => @event switch
    {
        AgencyRegistered => agency with { Registered = true },
        ApiKeyIssued e => agency.With(e.KeyId, works: true),
        ApiKeyRevoked e => agency.With(e.KeyId, works: false),
        _ => agency,
    };

    private Agency With(ApiKeyId key, bool works) => this with { Keys = new Dictionary<ApiKeyId, bool>(Keys) { [key] = works } };
}
