using Cohesion.EquityMonitoring.Reach;
using Cohesion.EventStore;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Reach;

public sealed class ReachComparisonSpec
{
    [Fact]
    public void A_group_is_compared_with_all_others_whose_group_is_known()
    {
        var (comparisons, _) = ReachComparisons.Of([new("all", "total", 79, 190), .. Ethnicity(("white", 60, 120), ("asian", 16, 60), ("unknown", 3, 10))]);
        var asian = comparisons.Single(comparison => comparison.Group.Group == "asian");
        Assert.Equal((60, 120), (asian.OthersReached, asian.Others));
        Assert.Equal(0.5333333, asian.Ratio!.Value.Value, 1e-6);
        Assert.Null(comparisons.Single(comparison => comparison.Group.Group == "unknown").Q);
    }

    [Fact]
    public void Of_two_groups_one_test_says_it_for_both()
    {
        var (comparisons, tests) = ReachComparisons.Of([new("sex", "F", 40, 100), new("sex", "M", 60, 100)]);
        Assert.Equal(1, tests);
        Assert.Equal(comparisons[0].Q, comparisons[1].Q);
    }

    [Fact]
    public void The_family_is_all_groups_of_all_breakdowns()
    {
        var (_, tests) = ReachComparisons.Of([new("sex", "F", 40, 100), new("sex", "M", 60, 100), .. Ethnicity(("white", 50, 100), ("asian", 30, 60), ("black", 20, 40))]);
        Assert.Equal(4, tests);
    }

    [Fact]
    public void Groups_of_fewer_than_ten_are_not_compared()
    {
        var (comparisons, tests) = ReachComparisons.Of([new("sen_provision", "N", 90, 100), new("sen_provision", "E", 0, 9)]);
        Assert.Equal(0, tests);
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.NotCompared, comparison.Evidence));
    }

    [Fact]
    public void With_more_than_one_in_ten_unknown_nothing_is_compared()
    {
        var (comparisons, _) = ReachComparisons.Of([.. Ethnicity(("white", 60, 120), ("asian", 10, 60), ("unknown", 3, 30))]);
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.NotCompared, comparison.Evidence));
    }

    [Fact]
    public void A_difference_of_fewer_than_three_learners_is_not_called_one()
    {
        var (comparisons, _) = ReachComparisons.Of([new("sen_provision", "N", 1000, 1000), new("sen_provision", "K", 8, 10)]);
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.None, comparison.Evidence));
        Assert.True(comparisons[1].Q < 0.10);
    }

    [Fact]
    public void The_first_sentence_names_the_widest_shortfall_in_numbers()
    {
        ReachGroup[] groups = [new("all", "total", 800, 1118), new("sen_provision", "N", 686, 930), new("sen_provision", "K", 114, 188)];
        Assert.Equal(
            "Learners with SEN support were reached less often: 61% against 74% of others (difference between 6 and 21 percentage points).",
            ReachWords.Lead(ReachReport.Of(Measure(groups), false)));
    }

    [Fact]
    public void Without_evidence_the_first_sentence_says_so() => Assert.Equal(
        "No evidence of difference: no group was reached less often than the others by more than chance. 100 of 200 learners (50%) have taken part in a community-based activity in 2026/27.",
        ReachWords.Lead(ReachReport.Of(Measure([new("all", "total", 100, 200), new("sex", "F", 49, 100), new("sex", "M", 51, 100)]), false)));

    [Fact]
    public void What_a_governor_may_not_see_is_not_passed_off_as_no_evidence()
    {
        ReachGroup[] groups = [new("all", "total", 90, 183), .. Ethnicity(("white", 60, 120), ("asian", 29, 60), ("unknown", 1, 3)), new("sex", "F", 45, 90), new("sex", "M", 45, 93)];
        var report = ReachReport.Of(Measure(groups), hideSmallNumbers: true);
        Assert.Equal([("ethnicity_major", true, 0), ("sex", false, 2)], report.Breakdowns.Select(breakdown => (breakdown.Name, breakdown.Hidden, breakdown.Groups.Count)));
        Assert.StartsWith("No evidence of difference among the groups that can be shown here", ReachWords.Lead(report), StringComparison.Ordinal);
    }

    private static ReachMeasure Measure(IReadOnlyList<ReachGroup> groups) => new(Tenant.Of(125123), "2026/27", 1, new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), groups);

    private static IEnumerable<ReachGroup> Ethnicity(params (string Group, int Reached, int Learners)[] groups) =>
        groups.Select(group => new ReachGroup("ethnicity_major", group.Group, group.Reached, group.Learners));
}
