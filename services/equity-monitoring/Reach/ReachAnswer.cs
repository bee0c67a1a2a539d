namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A group in the API; null is a number hidden because it is small or would give a small one away.</summary>
public sealed record ReachAnswerGroup(
    string Group, int? Reached, int? Learners, double? Share, double? ShareLow, double? ShareHigh, double? RiskRatio, double? RiskRatioLow, double? RiskRatioHigh,
    double? Difference, double? DifferenceLow, double? DifferenceHigh, double? Q, Evidence Evidence, string? Hidden)
{
    internal static ReachAnswerGroup Of(ReachLine line)
    {
        var comparison = line.Comparison;
        var share = line.Share is null ? null : Statistics.Wilson.Of(line.Shown.Reached!.Value, line.Shown.Learners!.Value);
        return new(
            line.Shown.Group, line.Shown.Reached, line.Shown.Learners, line.Share, share?.Low, share?.High,
            Finite(comparison?.Ratio?.Value), Finite(comparison?.Ratio?.Low), Finite(comparison?.Ratio?.High),
            comparison?.Difference?.Value, comparison?.Difference?.Low, comparison?.Difference?.High, comparison?.Q, comparison?.Evidence ?? Evidence.NotCompared, line.Shown.Reason);
    }

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}

/// <summary>A breakdown in the API.</summary>
public sealed record ReachAnswerBreakdown(string Breakdown, double? UnknownShare, IReadOnlyList<ReachAnswerGroup> Groups);

/// <summary>A school's reach in a year: learners on the roll who were present at one or more community-based activities.</summary>
public sealed record ReachAnswer(
    int Urn, string AcademicYear, string Measure, DateTimeOffset MeasuredAt, ReachAnswerGroup Total, int Comparisons, double FalseDiscoveryRate, IReadOnlyList<ReachAnswerBreakdown> Breakdowns)
{
    internal static ReachAnswer Of(int urn, ReachReport report) => new(
        urn, report.AcademicYear, "reach", report.MeasuredAt, ReachAnswerGroup.Of(report.Total), report.Tests, ReachComparison.FalseDiscoveryRate,
        [.. report.Breakdowns.Select(breakdown => new ReachAnswerBreakdown(breakdown.Name, breakdown.UnknownShare, [.. breakdown.Lines.Select(ReachAnswerGroup.Of)]))]);
}
