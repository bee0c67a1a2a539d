using System.Security.Claims;
using Cohesion.Engagement.Schools;

namespace Cohesion.Engagement.Agencies;

/// <summary>The agency whose key came with the request, and what it may use.</summary>
public sealed record ReferringAgency(
    AgencyId Id, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons)
{
    public bool MayReferTo(SchoolRow school) => school.Open && (Schools.Contains(school.Urn) || LocalAuthorities.Contains(school.LaCode));

    /// <summary>An agency that was registered for no reason in particular may give any.</summary>
    public bool MayGive(string reason) => Reasons.Count == 0 || Reasons.Contains(reason);

    /// <summary>Binds the agency in a minimal API; null for a request without a working key.</summary>
    public static ValueTask<ReferringAgency?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.User.Identities.OfType<AgencyIdentity>().FirstOrDefault()?.Agency);
}

/// <summary>The identity of a request with an API key. It has no role, so that no page or endpoint for people opens to it.</summary>
internal sealed class AgencyIdentity(ReferringAgency agency) : ClaimsIdentity([new Claim("sub", agency.Id.ToString())], ApiKey.Header)
{
    public ReferringAgency Agency { get; } = agency;
}
