using Cohesion.Reporting.Disclosure;
using Cohesion.Web;

namespace Cohesion.Reporting.Reach;

/// <summary>A group of learners with the words a page shows for it.</summary>
public sealed record ReachGroup(Column Column, string Label);

/// <summary>Learners arranged by one characteristic.</summary>
public sealed record ReachBreakdown(string Code, string Label, IReadOnlyList<ReachGroup> Groups);

/// <summary>The groups by which reach is measured, in the order of pages. Every learner is in one group of each breakdown, "not known" included.</summary>
public static class ReachGroups
{
    public const string Measure = "reach";
    public const string Unknown = "unknown";

    public static readonly Column Total = new("all", "total");

    public static readonly IReadOnlyList<ReachBreakdown> Breakdowns =
    [
        Of("ethnicity_major", "white", "mixed", "asian", "black", "other"), Of("sex", "F", "M"), Of("sen_provision", "N", "K", "E"), Of("fsm_status", "fsm", "not-fsm"),
        Of("first_language", "english", "eal"), Of("year_group", ["N1", "N2", "R", .. Enumerable.Range(1, 14).Select(y => $"{y}")]),
    ];

    /// <summary>How the groups add up.</summary>
    public static readonly TableShape Shape =
        new([.. Breakdowns.Select(b => new Sum(b.Code, [.. b.Groups.Select(g => g.Column)], Total, $"the total and the other groups by {char.ToLowerInvariant(b.Label[0])}{b.Label[1..]}"))]) { Headcounts = new HashSet<Column> { Total } };

    /// <summary>
    /// A school's figures with every breakdown complete: whom a count leaves out, or puts in a group that nobody knows, is "not known"; a breakdown
    /// that counts more than there are cannot be trusted and is not known as a whole.
    /// </summary>
    public static IReadOnlyDictionary<Column, Figure> Complete(IEnumerable<(Column Column, Figure Figure)> counted)
    {
        var given = counted.GroupBy(c => c.Column).ToDictionary(g => g.Key, g => g.Last().Figure);
        var total = given.GetValueOrDefault(Total);
        var figures = new Dictionary<Column, Figure> { [Total] = total };
        foreach (var breakdown in Breakdowns)
        {
            var known = breakdown.Groups.SkipLast(1).Select(g => g.Column).Where(given.ContainsKey).ToList();
            var rest = known.Aggregate(total, (left, column) => left - given[column]);
            if (rest is not { Numerator: >= 0, Remainder: >= 0 })
            {
                (known, rest) = ([], total);
            }

            known.ForEach(column => figures[column] = given[column]);
            figures[breakdown.Groups[^1].Column] = rest;
        }

        return figures;
    }

    private static ReachBreakdown Of(string code, params string[] groups) =>
        new(code, GroupWords.Breakdown(code), [.. groups.Append(Unknown).Select(g => new ReachGroup(new Column(code, g), GroupWords.Group(code, g)))]);
}
