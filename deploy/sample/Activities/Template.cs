using System.Globalization;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Activities;

/// <summary>A kind of thing that schools do, to be filled in for one school.</summary>
/// <param name="For">"school", "year", "form" or "visit" (a year group that goes out).</param>
public sealed record Template(
    string Key, string Kind, string Title, string Place, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions,
    IReadOnlyList<string> Themes, IReadOnlyList<int> Articles, string? Partner, string For, TimeOnly Starts, int Minutes)
{
    public static IReadOnlyList<Template> All() =>
    [
        .. DataFile.Rows("activities.csv").Select(row => new Template(
            row["key"], row["kind"], row["title"], row["place"], row["community_based"] == "yes", DataFile.Parts(row["strands"]), DataFile.Parts(row["dimensions"]),
            DataFile.Parts(row["themes"]), [.. DataFile.Parts(row["articles"]).Select(a => int.Parse(a, CultureInfo.InvariantCulture))],
            row["partner"] is { Length: > 0 } partner ? partner : null, row["audience"], TimeOnly.Parse(row["starts"], CultureInfo.InvariantCulture),
            int.Parse(row["minutes"], CultureInfo.InvariantCulture))),
    ];

    public PlannedActivity At(School school, string key, Audience audience, string? visitor, IReadOnlyList<PlannedSession> sessions) => new(
        key, Kind, Title.Replace("{town}", school.Town, StringComparison.Ordinal), Place.Replace("{town}", school.Town, StringComparison.Ordinal), CommunityBased,
        Strands, Dimensions, Themes, Articles, Partner, visitor, audience, sessions);
}

/// <summary>A club or holiday activity that a real provider offered, from the activities extract.</summary>
public sealed record Offer(string Ref, string Name, string Provider, int FromAge, int ToAge, IReadOnlyList<string> Interests, TimeOnly Starts, TimeOnly Ends)
{
    public static IReadOnlyList<Offer> All() =>
    [
        .. DataFile.Rows("on-offer.csv").Where(row => row["starts"].Length > 0 && row["ages"].Contains('-', StringComparison.Ordinal)).Select(row =>
        {
            var ages = row["ages"].Split('-');
            return new Offer(
                row["ref"], row["name"].Replace(" 2022", "", StringComparison.Ordinal), row["provider"], Number(ages[0]), Number(ages[1]), DataFile.Parts(row["interests"]),
                TimeOnly.Parse(row["starts"], CultureInfo.InvariantCulture), TimeOnly.Parse(row["ends"], CultureInfo.InvariantCulture));
        }),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
