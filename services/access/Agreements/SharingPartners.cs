using Cohesion.Access.Schools;
using Cohesion.Web;

namespace Cohesion.Access.Agreements;

/// <summary>A body that a school may share figures with: its trust, if it has one, and its local authority, as GIAS has them today.</summary>
/// <param name="Tenant">"trust-…" or "la-936".</param>
public sealed record SharingPartner(string Tenant, string Name)
{
    public static IReadOnlyList<SharingPartner> Of(KnownSchool school) =>
    [
        .. school.TrustId is { } trust ? [new SharingPartner(EventStore.Tenant.OfTrust(trust).Value, school.TrustName ?? trust)] : Array.Empty<SharingPartner>(),
        new(EventStore.Tenant.OfAuthority(school.LaCode).Value, school.LaName),
    ];
}

/// <summary>What pages about agreements share: the school, and whom it may share with.</summary>
public sealed record SharingSchool(Place Place, IReadOnlyList<SharingPartner> Partners)
{
    public static SharingSchool Of(KnownSchool school) => new(Place.School(school.Urn, school.Name), SharingPartner.Of(school));

    /// <summary>What a page calls a body; its id where the school has left it.</summary>
    public string NameOf(string tenant) => Partners.FirstOrDefault(partner => partner.Tenant == tenant)?.Name ?? tenant;
}
