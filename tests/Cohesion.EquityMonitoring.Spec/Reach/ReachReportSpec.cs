using Cohesion.EquityMonitoring.Reach;
using Cohesion.EventStore;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Reach;

public sealed class ReachReportSpec
{
    [Fact]
    public void The_first_sentence_names_the_widest_shortfall_in_numbers() => Assert.Equal(
        "Learners with SEN support were reached less often: 61% against 74% of others (difference between 6 and 21 percentage points).",
        Lead(new("all", "total", 800, 1118), new("sen_provision", "N", 686, 930), new("sen_provision", "K", 114, 188)));

    [Fact]
    public void Without_evidence_the_first_sentence_says_so() => Assert.Equal(
        "No evidence of difference: no group was reached less often than the others by more than chance. 100 of 200 learners (50%) have taken part in a community-based activity in 2026/27.",
        Lead(new("all", "total", 100, 200), new("sex", "F", 49, 100), new("sex", "M", 51, 100)));

    [Fact]
    public void Of_whom_it_is_not_known_nobody_is_among_the_others()
    {
        var report = Report(new("all", "total", 79, 190), new("ethnicity_major", "white", 60, 120), new("ethnicity_major", "asian", 16, 60), new("ethnicity_major", "unknown", 3, 10));
        Assert.Equal([(16, 60), (60, 120), (0, 0)], report.Comparisons.Select(c => (c.OthersSome, c.Others)));
        Assert.Equal(10.0 / 190, report.Breakdowns.Single().UnknownShare, 1e-12);
    }

    private static string Lead(params ReachGroup[] groups) => ReachWords.Lead(Report(groups));

    private static ReachReport Report(params ReachGroup[] groups) => ReachReport.Of(new(Tenant.Of(125123), "2026/27", 1, new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), groups));
}
