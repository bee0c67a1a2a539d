using Cohesion.Hosting;

namespace Cohesion.Access.People;

/// <summary>A made-up person for trying Cohesion out, with one line on what they may see.</summary>
public sealed record DemoPerson(string Name, Role Role, string MaySee)
{
    /// <summary>The name of the role is the key: there is one demo person for each.</summary>
    public string Key => RoleNames.Of(Role);

    public string Id => "demo-" + Key;
}

/// <summary>Who one can be on the development sign-in page.</summary>
public static class DemoPeople
{
    public static readonly IReadOnlyList<DemoPerson> All =
    [
        new("Ms T. Adeyemi", Role.Teacher, "Records activities and takes registers; sees names, no characteristics."),
        new("Mr C. Lewis", Role.CohesionLead, "Plans the year, answers referrals, sees who is not yet reached and whether reach is fair."),
        new("Mrs D. Mistry", Role.DataManager, "Imports the roll; sees UPNs and characteristics."),
        new("Dr H. Okafor", Role.Head, "Sees everything of the school."),
        new("Mr G. Hughes", Role.Governor, "Staff and Pupil Welfare Committee: sees figures of the school, never a child."),
        new("Mr P. Osei", Role.OrganisationAdministrator, "Says who may act for the school, and as what; sees no learner data."),
        new("Ms A. Rahman", Role.TrustAnalyst, "Sees figures of the trust's schools with small numbers protected."),
        new("Mr L. Novak", Role.LaOfficer, "Sees figures of the local authority's schools with small numbers protected."),
        new("Ms R. Stone", Role.Administrator, "Imports the register of schools and gives agencies their keys; sees no learner data."),
    ];

    /// <summary>The demo person with an id as tokens and sessions have it.</summary>
    public static DemoPerson? WithId(string id) => All.FirstOrDefault(person => person.Id == id);

    public static DemoPerson? Find(string? key) => All.FirstOrDefault(person => person.Key == key);
}
