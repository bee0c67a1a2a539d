namespace Cohesion.Hosting;

/// <summary>What a person does in a school, trust, local authority, or for Cohesion itself.</summary>
public enum Role
{
    Teacher,
    PastoralLead,
    CohesionLead,
    DataManager,
    Head,
    Governor,
    CommitteeMember,
    TrustAnalyst,
    LaOfficer,

    /// <summary>Says who may act for a school, a trust or a local authority; sees no child.</summary>
    OrganisationAdministrator,

    /// <summary>Looks after Cohesion itself.</summary>
    Administrator,
}

/// <summary>How a role is written in a session token and read out on a page.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>The name in tokens, e.g. "cohesion-lead".</summary>
    public static string Of(Role role) => role switch
    {
        Role.Teacher => "teacher",
        Role.PastoralLead => "pastoral-lead",
        Role.CohesionLead => "cohesion-lead",
        Role.DataManager => "data-manager",
        Role.Head => "head",
        Role.Governor => "governor",
        Role.CommitteeMember => "committee-member",
        Role.TrustAnalyst => "trust-analyst",
        Role.LaOfficer => "la-officer",
        Role.OrganisationAdministrator => "organisation-administrator",
        _ => "administrator",
    };

    /// <summary>The words for people, e.g. "Cohesion lead".</summary>
    public static string Spoken(Role role) => role switch
    {
        Role.PastoralLead => "Pastoral lead",
        Role.CohesionLead => "Cohesion lead",
        Role.DataManager => "Data manager",
        Role.Head => "Head teacher",
        Role.CommitteeMember => "Committee member",
        Role.TrustAnalyst => "Trust analyst",
        Role.LaOfficer => "Local authority officer",
        Role.OrganisationAdministrator => "Administrator",
        Role.Administrator => "Cohesion administrator",
        _ => role.ToString(),
    };

    public static bool TryParse(string? name, out Role role) => ByName.TryGetValue(name ?? "", out role);
}
