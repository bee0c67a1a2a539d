using Cohesion.Statistics;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A breakdown of the report: its groups compared with each other, and the share of learners about whom the school does not know.</summary>
public sealed record ReachBreakdown(string Name, IReadOnlyList<GroupComparison> Groups, double UnknownShare)
{
    public bool TooMuchUnknown => UnknownShare > GroupComparison.MostUnknown;
}

/// <summary>A school's reach in a year, exact, for those who work with its learners; governors are told figures by reporting, release by release.</summary>
/// <param name="Tests">How many comparisons were made; their findings are judged together.</param>
public sealed record ReachReport(string AcademicYear, long Version, DateTimeOffset MeasuredAt, ReachGroup Total, IReadOnlyList<ReachBreakdown> Breakdowns, int Tests)
{
    public IEnumerable<GroupComparison> Comparisons => Breakdowns.SelectMany(breakdown => breakdown.Groups);

    public static ReachReport Of(ReachMeasure measure)
    {
        var (comparisons, tests) = GroupComparisons.Of(measure.Groups.Where(group => group.Breakdown != ReachCount.All).Select(Counted));
        var breakdowns = comparisons.Where(comparison => comparison.Group.All > 0).GroupBy(comparison => comparison.Group.Breakdown)
            .Select(groups => new ReachBreakdown(groups.Key, [.. groups], Unknown(groups)));
        return new(measure.AcademicYear, measure.Version, measure.MeasuredAt, measure.Groups.Single(group => group.Breakdown == ReachCount.All), [.. breakdowns], tests);
    }

    private static GroupCount Counted(ReachGroup group) =>
        new(group.Breakdown, group.Group, group.Reached, group.Learners, group.Group == ReachCount.Unknown ? GroupPart.Unknown : GroupPart.Compared);

    private static double Unknown(IEnumerable<GroupComparison> groups)
    {
        var all = groups.ToList();
        return (double)all.Where(one => one.Group.Part is GroupPart.Unknown).Sum(one => one.Group.All) / all.Sum(one => one.Group.All);
    }
}
