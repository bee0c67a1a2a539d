namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A group's line in the report: what may be shown of it, and how it compares with the others. A line whose numbers are hidden compares with nobody.</summary>
public sealed record ReachLine(ShownGroup Shown, ReachComparison? Comparison)
{
    public double? Share => Shown is { Reached: { } reached, Learners: { } learners and > 0 } ? (double)reached / learners : null;
}

/// <summary>A breakdown of the report: its lines, and the share of learners about whom the school does not know.</summary>
/// <param name="UnknownHidden">How many are not known is hidden, and with it every comparison: the others would give it away.</param>
public sealed record ReachBreakdown(string Name, IReadOnlyList<ReachLine> Lines, double? UnknownShare, bool TooMuchUnknown, bool UnknownHidden);

/// <summary>A school's reach in a year, as one reader may see it.</summary>
/// <param name="Tests">How many comparisons were made; their findings are judged together.</param>
public sealed record ReachReport(string AcademicYear, long Version, DateTimeOffset MeasuredAt, ReachLine Total, IReadOnlyList<ReachBreakdown> Breakdowns, int Tests, bool SmallNumbersHidden)
{
    /// <summary>Groups reached less often, the widest difference first.</summary>
    public IReadOnlyList<ReachComparison> Shortfalls =>
    [
        .. Breakdowns.SelectMany(breakdown => breakdown.Lines).Select(line => line.Comparison).OfType<ReachComparison>().Where(comparison => comparison.IsShortfall)
            .OrderBy(comparison => comparison.Difference!.Value.Value),
    ];

    /// <summary>Whether a comparison was made that this reader may not see; then its silence says nothing.</summary>
    public bool ComparisonsHidden => SmallNumbersHidden && Breakdowns.SelectMany(breakdown => breakdown.Lines).Any(line => line.Comparison is null && line.Shown.Group != ReachCount.Unknown);

    public static ReachReport Of(ReachMeasure measure, bool hideSmallNumbers)
    {
        var shown = hideSmallNumbers ? SmallNumbers.Hide(measure.Groups) : [.. measure.Groups.Select(ShownGroup.Of)];
        var (comparisons, tests) = ReachComparisons.Of(measure.Groups);
        var byGroup = comparisons.ToDictionary(comparison => (comparison.Group.Breakdown, comparison.Group.Group));
        var breakdowns = shown.Where(group => group.Breakdown != ReachCount.All).GroupBy(group => group.Breakdown).Select(groups =>
        {
            var unknown = groups.FirstOrDefault(group => group.Group == ReachCount.Unknown);
            var mayCompare = unknown is null or { Reason: null };
            var lines = groups.Where(group => group.Learners != 0).Select(group => new ReachLine(group, group.Reason is null && mayCompare ? byGroup[(group.Breakdown, group.Group)] : null)).ToList();
            var all = measure.Groups.Where(group => group.Breakdown == groups.Key).Sum(group => group.Learners);
            var share = unknown is { Learners: { } few } && all > 0 ? (double)few / all : (double?)null;
            return new ReachBreakdown(groups.Key, lines, share, share > ReachComparison.MostUnknown, !mayCompare);
        });
        return new(measure.AcademicYear, measure.Version, measure.MeasuredAt, new(shown.First(group => group.Breakdown == ReachCount.All), null), [.. breakdowns], tests, hideSmallNumbers);
    }
}
