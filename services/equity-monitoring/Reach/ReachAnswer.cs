using Cohesion.Statistics;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A group in the API: how many were reached, within which 95% limits, and how that compares with all others whose group is known.</summary>
public sealed record ReachAnswerGroup(
    string Group, int Reached, int Learners, double? Share, double? ShareLow, double? ShareHigh, double? RiskRatio, double? RiskRatioLow, double? RiskRatioHigh,
    double? Difference, double? DifferenceLow, double? DifferenceHigh, double? Q, Evidence Evidence)
{
    internal static ReachAnswerGroup Of(ReachGroup total) => Of(total.Group, total.Reached, total.Learners);

    internal static ReachAnswerGroup Of(GroupComparison comparison) => Of(comparison.Group.Group, comparison.Group.Some, comparison.Group.All) with
    {
        RiskRatio = Finite(comparison.Ratio?.Value),
        RiskRatioLow = Finite(comparison.Ratio?.Low),
        RiskRatioHigh = Finite(comparison.Ratio?.High),
        Difference = comparison.Difference?.Value,
        DifferenceLow = comparison.Difference?.Low,
        DifferenceHigh = comparison.Difference?.High,
        Q = comparison.Q,
        Evidence = comparison.Evidence,
    };

    private static ReachAnswerGroup Of(string group, int reached, int learners)
    {
        var share = Wilson.Of(reached, learners);
        return new(
            group, reached, learners, learners == 0 ? null : (double)reached / learners, share?.Low, share?.High, null, null, null, null, null, null, null, Evidence.NotCompared);
    }

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}

/// <summary>A breakdown in the API.</summary>
public sealed record ReachAnswerBreakdown(string Breakdown, double UnknownShare, IReadOnlyList<ReachAnswerGroup> Groups);

/// <summary>A school's reach in a year: learners on the roll who were present at one or more community-based activities.</summary>
public sealed record ReachAnswer(
    int Urn, string AcademicYear, string Measure, DateTimeOffset MeasuredAt, ReachAnswerGroup Total, int Comparisons, double FalseDiscoveryRate, IReadOnlyList<ReachAnswerBreakdown> Breakdowns)
{
    internal static ReachAnswer Of(int urn, ReachReport report) => new(
        urn, report.AcademicYear, "reach", report.MeasuredAt, ReachAnswerGroup.Of(report.Total), report.Tests, GroupComparison.FalseDiscoveryRate,
        [.. report.Breakdowns.Select(breakdown => new ReachAnswerBreakdown(breakdown.Name, breakdown.UnknownShare, [.. breakdown.Groups.Select(ReachAnswerGroup.Of)]))]);
}
