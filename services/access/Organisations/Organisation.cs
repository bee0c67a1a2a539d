using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Organisations;

/// <summary>What one may act for.</summary>
public enum OrganisationKind
{
    School,
    Trust,
    LocalAuthority,

    /// <summary>Cohesion itself: its register of schools, its agencies, its stores.</summary>
    Cohesion,
}

/// <summary>A school, trust or local authority, or Cohesion itself; in addresses and as tenant "125123", "trust-…", "la-936", "platform".</summary>
public sealed record Organisation(OrganisationKind Kind, string Id)
{
    public static readonly Organisation Cohesion = new(OrganisationKind.Cohesion, "");

    private const string TrustPrefix = "trust-";
    private const string AuthorityPrefix = "la-";

    public Tenant Tenant => Kind switch
    {
        OrganisationKind.School => new Tenant(Id),
        OrganisationKind.Trust => new Tenant(TrustPrefix + Id),
        OrganisationKind.LocalAuthority => new Tenant(AuthorityPrefix + Id),
        _ => Tenant.Platform,
    };

    /// <summary>As what somebody may act there.</summary>
    public IReadOnlyList<Role> Roles => Kind switch
    {
        OrganisationKind.School =>
        [
            Role.Teacher, Role.PastoralLead, Role.CohesionLead, Role.DataManager, Role.Head, Role.Governor, Role.CommitteeMember, Role.OrganisationAdministrator,
        ],
        OrganisationKind.Trust => [Role.TrustAnalyst, Role.OrganisationAdministrator],
        OrganisationKind.LocalAuthority => [Role.LaOfficer, Role.OrganisationAdministrator],
        _ => [Role.Administrator],
    };

    /// <summary>The role of those who say who may act there.</summary>
    public Role Administrator => Kind == OrganisationKind.Cohesion ? Role.Administrator : Role.OrganisationAdministrator;

    public static Organisation School(int urn) => new(OrganisationKind.School, urn.ToString(CultureInfo.InvariantCulture));

    public static Organisation? Of(string tenant) => tenant switch
    {
        "platform" => Cohesion,
        _ when tenant.StartsWith(TrustPrefix, StringComparison.Ordinal) && tenant.Length > TrustPrefix.Length => new(OrganisationKind.Trust, tenant[TrustPrefix.Length..]),
        _ when tenant.StartsWith(AuthorityPrefix, StringComparison.Ordinal) && IsNumber(tenant[AuthorityPrefix.Length..], 3) => new(OrganisationKind.LocalAuthority, tenant[AuthorityPrefix.Length..]),
        _ when IsNumber(tenant, 6) => new(OrganisationKind.School, tenant),
        _ => null,
    };

    /// <summary>The caller that somebody is who acts here as <paramref name="role"/>.</summary>
    public Caller CallerOf(string personId, string name, Role role) => new(
        personId, name, role,
        new HashSet<int>(Kind == OrganisationKind.School ? [int.Parse(Id, CultureInfo.InvariantCulture)] : []),
        new HashSet<string>(Kind == OrganisationKind.Trust ? [Id] : [], StringComparer.Ordinal),
        new HashSet<int>(Kind == OrganisationKind.LocalAuthority ? [int.Parse(Id, CultureInfo.InvariantCulture)] : []));

    /// <summary>Whether the caller acts here.</summary>
    public bool IsOf(Caller caller) => Kind switch
    {
        OrganisationKind.School => caller.Schools.Contains(int.Parse(Id, CultureInfo.InvariantCulture)),
        OrganisationKind.Trust => caller.Trusts.Contains(Id),
        OrganisationKind.LocalAuthority => caller.LocalAuthorities.Contains(int.Parse(Id, CultureInfo.InvariantCulture)),
        _ => caller.Role == Role.Administrator,
    };

    private static bool IsNumber(string text, int digits) => text.Length == digits && text.All(char.IsAsciiDigit) && text[0] != '0';
}
