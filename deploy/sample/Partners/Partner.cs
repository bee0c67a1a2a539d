using System.Globalization;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Partners;

/// <summary>An organisation that a school works with, and when they were last in touch.</summary>
public sealed record Partner(string Key, string Name, string Sector, string? Community, string Contact, DateOnly Since, DateOnly LastContact)
{
    /// <summary>A school works with most of the organisations of its town; some links have lapsed.</summary>
    public static IReadOnlyList<Partner> Of(int seed, School school, DateOnly today, IReadOnlySet<string> needed)
    {
        var chance = Chance.For(seed, "partners", school.Urn);
        return
        [
            .. DataFile.Rows("partners.csv").Where(row => chance.Is(0.7) || needed.Contains(row["key"])).Select(row => new Partner(
                row["key"], Filled(row["name"], school), row["sector"], row["community"] is { Length: > 0 } community ? community : null, row["contact"],
                today.AddMonths(-int.Parse(row["since_months"], CultureInfo.InvariantCulture)),
                today.AddDays(-int.Parse(row["last_contact_days"], CultureInfo.InvariantCulture) - chance.Below(20)))),
        ];
    }

    public static string Filled(string text, School school) =>
        text.Replace("{town}", school.Town, StringComparison.Ordinal).Replace("{la}", school.LaName, StringComparison.Ordinal);
}
