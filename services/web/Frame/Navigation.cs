using Cohesion.Hosting;

namespace Cohesion.Web;

/// <summary>The parts of the site, by what people do.</summary>
public enum Nav { None, Today, Activities, Partners, Fairness, Reports, Settings }

/// <summary>Who may open which part of the site at which kind of place, and where it is: one table for the frame and for the way home.</summary>
public static class Navigation
{
    private static readonly IReadOnlyList<Role> Staff = [Role.Teacher, Role.PastoralLead, Role.CohesionLead, Role.Head];
    private static readonly IReadOnlyList<Role> Leaders = [Role.CohesionLead, Role.Head];

    private static readonly IReadOnlyList<Entry> Entries =
    [
        new(Nav.Today, "Today", PlaceKind.School, "/activity/schools/{0}/today", Staff),
        new(Nav.Activities, "Activities", PlaceKind.School, "/activity/schools/{0}/activities", Staff),
        new(Nav.Partners, "Partners and referrals", PlaceKind.School, "/engagement/schools/{0}/partners", Staff),
        new(Nav.Fairness, "Fairness", PlaceKind.School, "/equity/schools/{0}/reach", Leaders),
        new(Nav.Reports, "Reports", PlaceKind.School, "/reports/schools/{0}", [.. Leaders, Role.Governor, Role.CommitteeMember, Role.TrustAnalyst, Role.LaOfficer]),
        new(Nav.Reports, "Reports", PlaceKind.Trust, "/reports/trusts/{0}", [Role.TrustAnalyst]),
        new(Nav.Reports, "Reports", PlaceKind.LocalAuthority, "/reports/local-authorities/{0}", [Role.LaOfficer]),
        new(Nav.Settings, "Settings", PlaceKind.School, "/equity/schools/{0}/roll", [.. Leaders, Role.DataManager]),
        new(Nav.Settings, "Settings", PlaceKind.School, "/access/members/{0}", [Role.OrganisationAdministrator]),
        new(Nav.Settings, "Settings", PlaceKind.Trust, "/access/members/trust-{0}", [Role.OrganisationAdministrator]),
        new(Nav.Settings, "Settings", PlaceKind.LocalAuthority, "/access/members/la-{0}", [Role.OrganisationAdministrator]),
        new(Nav.Settings, "Settings", PlaceKind.None, "/reports/school-imports", [Role.Administrator]),
    ];

    /// <summary>What the frame shows: the parts that this person may open at this place, in the order of the site.</summary>
    public static IReadOnlyList<NavigationLink> For(Caller? caller, Place place) =>
        caller is null ? [] : [.. Entries.Where(entry => entry.Opens(caller, place)).Select(entry => entry.At(place))];

    /// <summary>The services, in the order in which pages list them: the first part of each one's paths, and how it is called.</summary>
    public static IReadOnlyList<(string Path, string Name)> Services { get; } =
        [("activity", "Activity"), ("engagement", "Engagement"), ("equity", "Equity monitoring"), ("reports", "Reporting"), ("access", "Access")];

    /// <summary>The event stores, one a service, each under its service's path.</summary>
    public static IReadOnlyList<Crumb> Stores { get; } = [.. Services.Select(service => new Crumb(service.Name, $"/{service.Path}/store"))];

    /// <summary>The pages of Settings, where there are several: the administrator's, and a head's at their school.</summary>
    public static IReadOnlyList<Crumb> SettingsOf(Caller? caller, Place? place = null) => caller?.Role switch
    {
        Role.Administrator =>
        [
            new("Schools", "/reports/school-imports"), new("Agencies", "/engagement/agencies"), new("People", "/access/members/platform"), new("Event stores", Stores[0].Href),
        ],
        Role.Head or Role.DataManager when place?.Kind == PlaceKind.School =>
        [
            new("Roll", $"/equity/schools/{place.Id}/roll"), .. caller.Role is Role.Head ? [new Crumb("People", $"/access/members/{place.Id}"), new Crumb("Sharing", $"/access/schools/{place.Id}/agreements")] : Array.Empty<Crumb>(),
            new("Records", $"/equity/schools/{place.Id}/records"), new("Who saw what", new AuditSite(Services[0].Path).Of(place.Id)),
        ],
        Role.OrganisationAdministrator when place?.Kind == PlaceKind.School =>
        [
            new("People", $"/access/members/{place.Id}"), new("Sharing", $"/access/schools/{place.Id}/agreements"),
        ],
        _ => [],
    };

    /// <summary>Which of the pages of Settings an address belongs to.</summary>
    public static string SettingAt(IReadOnlyList<Crumb> settings, string path) =>
        Stores.Any(store => path.StartsWith(store.Href, StringComparison.Ordinal))
            ? Stores[0].Href
            : path.EndsWith("/audit", StringComparison.Ordinal) && settings.FirstOrDefault(link => link.Href.EndsWith("/audit", StringComparison.Ordinal)) is { } audit
            ? audit.Href
            : settings.FirstOrDefault(link => path.StartsWith(link.Href, StringComparison.Ordinal))?.Href ?? "";

    /// <summary>The first page of a person at a place: the first part that they may open, else the sign-in page.</summary>
    public static string HomeOf(Caller? caller, Place place) => For(caller, place) is [var first, ..] ? first.Href : "/access/sign-in";

    private sealed record Entry(Nav Part, string Text, PlaceKind Kind, string Path, IReadOnlyList<Role> Roles)
    {
        public bool Opens(Caller caller, Place place) => Kind == place.Kind && Roles.Contains(caller.Role);

        public NavigationLink At(Place place) => new(Part, Text, string.Format(System.Globalization.CultureInfo.InvariantCulture, Path, place.Id));
    }
}

/// <summary>One link of the service navigation.</summary>
public sealed record NavigationLink(Nav Part, string Text, string Href);
