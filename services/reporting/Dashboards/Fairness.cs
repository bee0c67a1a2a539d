using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Reach;
using Cohesion.Statistics;

namespace Cohesion.Reporting.Dashboards;

/// <summary>How the groups of a school compare with each other, by the numbers that this reader is told and by no others.</summary>
/// <param name="Tests">How many comparisons were made; their findings are judged together.</param>
public sealed record Fairness(IReadOnlyList<GroupComparison> Comparisons, int Tests)
{
    public static readonly Fairness None = new([], 0);

    public GroupComparison? Of(string breakdown, string group) => Comparisons.FirstOrDefault(c => c.Group.Breakdown == breakdown && c.Group.Group == group);

    public static Fairness Of(ReachRow total, IReadOnlyList<ReachTable> tables)
    {
        if (total.Figure.Value is not { } all)
        {
            return None;
        }

        var (comparisons, tests) = GroupComparisons.Of(tables.SelectMany(table => Groups(table, all)));
        return new(comparisons, tests);
    }

    /// <summary>Groups that are told; what is left of the total is the hidden ones together.</summary>
    private static IEnumerable<GroupCount> Groups(ReachTable table, Figure rest)
    {
        foreach (var row in table.Rows.Where(r => r.Figure.Value is not null))
        {
            var figure = row.Figure.Value!.Value;
            rest -= figure;
            yield return new(table.Code, row.Group, figure.Numerator, figure.Denominator, row.Group == ReachGroups.Unknown ? GroupPart.Unknown : GroupPart.Compared);
        }

        if (rest.Denominator > 0)
        {
            yield return new(table.Code, "", rest.Numerator, rest.Denominator, GroupPart.Rest);
        }
    }
}
