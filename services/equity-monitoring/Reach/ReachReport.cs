namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A breakdown of the report: its groups compared with each other, and the share of learners about whom the school does not know.</summary>
/// <param name="Hidden">Some of its numbers are small, so that this reader sees none of it.</param>
public sealed record ReachBreakdown(string Name, IReadOnlyList<ReachComparison> Groups, double UnknownShare, bool Hidden)
{
    public bool TooMuchUnknown => UnknownShare > ReachComparison.MostUnknown;
}

/// <summary>A school's reach in a year, as one reader may see it.</summary>
/// <param name="Total">All learners; null where that number is too small for this reader.</param>
/// <param name="Tests">How many comparisons were made; their findings are judged together.</param>
public sealed record ReachReport(
    string AcademicYear, long Version, DateTimeOffset MeasuredAt, ReachGroup? Total, IReadOnlyList<ReachBreakdown> Breakdowns, int Tests, bool SmallNumbersHidden)
{
    /// <summary>Groups reached less often, the widest difference first.</summary>
    public IReadOnlyList<ReachComparison> Shortfalls =>
    [
        .. Breakdowns.SelectMany(breakdown => breakdown.Groups).Where(comparison => comparison.IsShortfall).OrderBy(comparison => comparison.Difference!.Value.Value),
    ];

    /// <summary>Whether comparisons were made that this reader may not see; then silence says nothing.</summary>
    public bool SomeHidden => Breakdowns.Any(breakdown => breakdown.Hidden);

    public static ReachReport Of(ReachMeasure measure, bool hideSmallNumbers)
    {
        var shown = (hideSmallNumbers ? SmallNumbers.Shown(measure.Groups) : measure.Groups).Select(group => group.Breakdown).ToHashSet(StringComparer.Ordinal);
        var (comparisons, tests) = ReachComparisons.Of(measure.Groups);
        var breakdowns = comparisons.Where(comparison => comparison.Group.Learners > 0).GroupBy(comparison => comparison.Group.Breakdown).Select(groups =>
            shown.Contains(groups.Key) ? new ReachBreakdown(groups.Key, [.. groups], Unknown(groups), Hidden: false) : new ReachBreakdown(groups.Key, [], 0, Hidden: true));
        var total = measure.Groups.FirstOrDefault(group => group.Breakdown == ReachCount.All && shown.Contains(ReachCount.All));
        return new(measure.AcademicYear, measure.Version, measure.MeasuredAt, total, [.. breakdowns], tests, hideSmallNumbers);
    }

    private static double Unknown(IEnumerable<ReachComparison> groups)
    {
        var all = groups.ToList();
        return (double)all.Where(one => one.Group.Group == ReachCount.Unknown).Sum(one => one.Group.Learners) / all.Sum(one => one.Group.Learners);
    }
}
