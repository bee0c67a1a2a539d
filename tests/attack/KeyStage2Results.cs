using System.Globalization;

namespace Cohesion.Attack;

/// <summary>A group of pupils and between how many of them reached a standard: a whole percentage of a few leaves one number only.</summary>
/// <param name="Least">More than the most where no number of them makes the percentage.</param>
/// <param name="Suppressed">"SUPP": no percentage was published.</param>
public sealed record PupilsAtStandard(string Group, int Eligible, int Least, int Most, bool Suppressed);

/// <summary>How many reached a standard in reading, writing and mathematics at the end of Key Stage 2, by groups that each make the school.</summary>
public sealed record KeyStage2Results(string Urn, string Standard, PupilsAtStandard All, IReadOnlyList<IReadOnlyList<PupilsAtStandard>> Breakdowns)
{
    private static readonly string[] Standards = ["EXP", "HIGH"];

    /// <summary>Columns of eligible pupils, and the ends of the columns of percentages; none was published of pupils without prior attainment.</summary>
    private static readonly (string Eligible, string? Percentage)[][] Groups =
    [
        [("BELIG", "B"), ("GELIG", "G")],
        [("TKS1GROUP_L", "L"), ("TKS1GROUP_M", "M"), ("TKS1GROUP_H", "H"), ("TKS1GROUP_NA", null)],
        [("TFSM6CLA1A", "FSM6CLA1A"), ("TNotFSM6CLA1A", "NotFSM6CLA1A")],
    ];

    /// <summary>
    /// The department's file of a local authority (<c>{year}-{code}-ks2.csv</c>), each standard by itself; of schools with a published number of pupils
    /// whose percentages are of these and of no others.
    /// </summary>
    public static IReadOnlyList<KeyStage2Results> Read(string path) =>
    [
        .. from row in CsvTable.Read(path)
           where row["RECTYPE"] is "1" or "2" && Number(row["TELIG"]) is not null
           from standard in Standards
           let school = new KeyStage2Results(
               row["URN"], standard, Results(row, standard, "TELIG", ""),
               [
                   .. from groups in Groups
                      where groups.All(g => Number(row[g.Eligible]) is not null)
                      select groups.Select(g => Results(row, standard, g.Eligible, g.Percentage)).ToList(),
               ])
           where school.Counts() is not null
           select school,
    ];

    /// <summary>How many of each group may have reached the standard: one answer that agrees with all percentages, null without any.</summary>
    public IReadOnlyDictionary<string, int>? Counts()
    {
        if (Breakdowns.SelectMany(groups => groups).Append(All).Any(p => p.Least > p.Most)
            || Enumerable.Range(All.Least, All.Most - All.Least + 1).Select(all => (int?)all)
                .FirstOrDefault(all => Breakdowns.All(g => g.Sum(p => p.Least) <= all && all <= g.Sum(p => p.Most))) is not { } reached)
        {
            return null;
        }

        var counts = new Dictionary<string, int> { [All.Group] = reached };
        foreach (var groups in Breakdowns)
        {
            var left = reached - groups.Sum(g => g.Least);
            foreach (var group in groups)
            {
                var more = Math.Min(left, group.Most - group.Least);
                (counts[group.Group], left) = (group.Least + more, left - more);
            }
        }

        return counts;
    }

    /// <summary>The suppressed groups whose pupils the school's other percentages tell, and how many of them reached the standard.</summary>
    public IReadOnlyList<(PupilsAtStandard Group, int Reached)> FoundOut()
    {
        var evidence = new Evidence();
        Tell(evidence, All);
        foreach (var groups in Breakdowns)
        {
            groups.ToList().ForEach(group => Tell(evidence, group));
            evidence.AddsUp([.. groups.Select(CellOf)], CellOf(All));
        }

        using var reader = new Reader(evidence);
        return
        [
            .. from @group in Breakdowns.SelectMany(groups => groups)
               where @group.Suppressed
               let bounds = reader.Find(Part.Some, CellOf(@group))
               let least = (int)Math.Ceiling(bounds.Least - Reader.Tolerance)
               where least == (int)Math.Floor(bounds.Most + Reader.Tolerance)
               select (@group, least),
        ];
    }

    private void Tell(Evidence evidence, PupilsAtStandard group) => evidence.Narrows(CellOf(group), group.Least, group.Most, group.Eligible);

    private Cell CellOf(PupilsAtStandard group) => new(Standard, Urn, group.Group);

    private static PupilsAtStandard Results(IReadOnlyDictionary<string, string> row, string standard, string eligible, string? percentage)
    {
        var all = Number(row[eligible])!.Value;
        var published = percentage is null ? "" : row[$"PTRWM_{standard}{(percentage.Length > 0 ? "_" : "")}{percentage}"];
        var possible = Number(published.TrimEnd('%')) is { } percent ? Enumerable.Range(0, all + 1).Where(some => Percent(some, all) == percent).ToList() : [0, all];
        return new PupilsAtStandard(eligible, all, possible is [var least, ..] ? least : all, possible is [.., var most] ? most : 0, published == "SUPP");
    }

    private static int Percent(int some, int all) => all == 0 ? 0 : (int)Math.Round(100m * some / all, MidpointRounding.AwayFromZero);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
