using System.Globalization;

namespace Cohesion.Sample.Rolls;

/// <summary>National shares of each characteristic, and what goes with an ethnic background: names and first languages.</summary>
public sealed class Backgrounds
{
    private readonly Dictionary<(string Ethnicity, string Kind), List<(string Item, double Weight)>> goesWith = [];
    private readonly Dictionary<(string Origin, string Part), List<string>> names = [];

    public Backgrounds()
    {
        foreach (var row in DataFile.Rows("backgrounds.csv"))
        {
            Into(goesWith, (row["ethnicity"], row["kind"])).Add((row["value"], double.Parse(row["weight"], CultureInfo.InvariantCulture)));
        }

        foreach (var row in DataFile.Rows("names.csv"))
        {
            Into(names, (row["origin"], row["part"])).Add(row["name"]);
        }

        Shares = DataFile.Rows("national-headcounts.csv").GroupBy(row => row["characteristic"]).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<(string, double)>)[.. group.Select(row => (row["code"], double.Parse(row["headcount"], CultureInfo.InvariantCulture)))]);
    }

    /// <summary>By characteristic: its codes and how many learners in England have each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Code, double Headcount)>> Shares { get; }

    public double National(string characteristic, string code) =>
        Shares[characteristic].First(s => s.Code == code).Headcount / Shares[characteristic].Sum(s => s.Headcount);

    /// <summary>Schools differ: a school's mix leans towards or away from the national one, and all schools together come near it.</summary>
    public IReadOnlyList<(string Code, double Weight)> LocalMix(Chance chance)
    {
        var lean = 0.5 + (1.25 * chance.Share());
        return [.. Shares["ethnicity"].Select(s => (s.Code, s.Code == "WBRI" ? s.Headcount : s.Headcount * lean * (0.5 + chance.Share())))];
    }

    public string Language(Chance chance, string ethnicity) => chance.Of<string>(goesWith[(ethnicity, "language")]);

    public string Surname(Chance chance, string ethnicity) => Name(chance, chance.Of<string>(goesWith[(ethnicity, "origin")]), "surname");

    public string Forename(Chance chance, string ethnicity, string sex) => Name(chance, chance.Of<string>(goesWith[(ethnicity, "origin")]), sex);

    private string Name(Chance chance, string origin, string part) => chance.Of(names[(origin, part)]);

    private static List<T> Into<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
