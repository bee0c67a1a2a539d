using System.Globalization;

namespace Cohesion.Attack;

/// <summary>A number of exclusions between bounds: published numbers are rounded to five, and "x" is one or two.</summary>
public sealed record RoundedExclusions(string Group, int Least, int Most, bool Hidden);

/// <summary>England's exclusions of one year and type of school by characteristics of the pupils, each together and by sex, as the department published them.</summary>
public sealed record ExclusionsOfGroups(string Period, string SchoolType, string Indicator, IReadOnlyList<(RoundedExclusions All, RoundedExclusions Male, RoundedExclusions Female)> Groups)
{
    public const string FileName = "exclusions_by_characteristic.csv";

    private const int RoundedTo = 5;
    private static readonly string[] Indicators = ["perm_excl", "fixed_excl", "one_plus_fixed"];

    public static IReadOnlyList<ExclusionsOfGroups> Read(string path) =>
    [
        .. from table in CsvTable.Read(path).GroupBy(row => (Period: row["time_period"], Type: row["school_type"]))
           let rows = table.DistinctBy(row => row["characteristic"]).ToDictionary(row => row["characteristic"])
           from indicator in Indicators
           select new ExclusionsOfGroups(
               table.Key.Period, table.Key.Type, indicator,
               [
                   .. from name in rows.Keys
                      where rows.ContainsKey($"{name} Male") && rows.ContainsKey($"{name} Female")
                      select (Number(rows[name], indicator), Number(rows[$"{name} Male"], indicator), Number(rows[$"{name} Female"], indicator)) into @group
                      where @group is ({ } , { }, { })
                      select (@group.Item1!, @group.Item2!, @group.Item3!),
               ]),
    ];

    /// <summary>The hidden numbers that boys, girls and both together tell of each other, with what they are.</summary>
    public IReadOnlyList<(RoundedExclusions Number, int Is)> FoundOut()
    {
        var evidence = new Evidence();
        foreach (var (all, male, female) in Groups)
        {
            foreach (var number in (RoundedExclusions[])[all, male, female])
            {
                evidence.Narrows(CellOf(number), number.Least, number.Most);
            }

            evidence.AddsUp([CellOf(male), CellOf(female)], CellOf(all));
        }

        using var reader = new Reader(evidence);
        return
        [
            .. from number in Groups.SelectMany(g => (RoundedExclusions[])[g.All, g.Male, g.Female])
               where number.Hidden
               let bounds = reader.Find(Part.Some, CellOf(number))
               where bounds.IsExact
               select (number, (int)Math.Round(bounds.Least)),
        ];
    }

    private Cell CellOf(RoundedExclusions number) => new($"{Period} {SchoolType}", Indicator, number.Group);

    private static RoundedExclusions? Number(IReadOnlyDictionary<string, string> row, string indicator) => row[indicator] switch
    {
        "x" => new RoundedExclusions(row["characteristic"], 1, 2, Hidden: true),
        "0" => new RoundedExclusions(row["characteristic"], 0, 0, Hidden: false),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounded) =>
            new RoundedExclusions(row["characteristic"], rounded - RoundedTo / 2, rounded + RoundedTo / 2, Hidden: false),
        _ => null,
    };
}
