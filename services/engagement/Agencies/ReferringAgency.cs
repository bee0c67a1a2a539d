using System.Security.Claims;
using Cohesion.Engagement.Schools;

namespace Cohesion.Engagement.Agencies;

/// <summary>The key that came with a request.</summary>
public sealed record KeyInUse(ApiKeyId Id, string Prefix, KeyScope Scope, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>The agency whose key came with the request, and what it may use; the key may open less of it.</summary>
public sealed record ReferringAgency(
    AgencyId Id, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons, KeyInUse Key)
{
    public bool MayReferTo(SchoolRow school) =>
        school.Open && (Schools.Contains(school.Urn) || LocalAuthorities.Contains(school.LaCode)) && Key.Scope.Opens(school);

    /// <summary>An agency that was registered for no reason in particular may give any.</summary>
    public bool MayGive(string reason) => (Reasons.Count == 0 || Reasons.Contains(reason)) && Key.Scope.MayGive(reason);

    internal static ReferringAgency Of(PresentedKey key) => new(
        AgencyId.Of(key.AgencyId), key.Name, key.Sector, key.Schools, key.LocalAuthorities, key.Reasons,
        new KeyInUse(
            ApiKeyId.Of(key.KeyId), key.Prefix, new KeyScope(key.KeySchools, key.KeyLocalAuthorities, key.KeyReasons, key.KeyUrgencies), key.IssuedAt, key.ExpiresAt));

    /// <summary>Binds the agency in a minimal API; null for a request without a working key.</summary>
    public static ValueTask<ReferringAgency?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.User.Identities.OfType<AgencyIdentity>().FirstOrDefault()?.Agency);
}

/// <summary>The identity of a request with an API key. It has no role, so that no page or endpoint for people opens to it.</summary>
internal sealed class AgencyIdentity(ReferringAgency agency) : ClaimsIdentity([new Claim("sub", agency.Id.ToString())], ApiKey.Header)
{
    public ReferringAgency Agency { get; } = agency;
}
