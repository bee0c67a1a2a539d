using Cohesion.Web;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>What the report says in words.</summary>
internal static class ReachWords
{
    /// <summary>The report's first sentence: the widest difference in words and numbers, or that there is no evidence of one.</summary>
    public static string Lead(ReachReport report) => report.Total.Learners == 0 ? "Nobody is on the roll, so there is nobody to reach yet."
        : GroupWords.Shortfall(report.Comparisons) ?? GroupWords.NoShortfall
            + $" {Words.Share(report.Total.Reached, report.Total.Learners, "learner")} {(report.Total.Reached == 1 ? "has" : "have")} taken part in a community-based activity in {report.AcademicYear}.";
}
