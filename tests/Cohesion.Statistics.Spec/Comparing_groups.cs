using Xunit;

namespace Cohesion.Statistics.Spec;

public sealed class Comparing_groups
{
    [Fact]
    public void A_group_is_compared_with_all_others_whose_group_is_known()
    {
        var (comparisons, _) = GroupComparisons.Of(Ethnicity(("white", 60, 120), ("asian", 16, 60), ("unknown", 3, 10)));
        var asian = comparisons.Single(comparison => comparison.Group.Group == "asian");
        Assert.Equal((60, 120), (asian.OthersSome, asian.Others));
        Assert.Equal(0.5333333, asian.Ratio!.Value.Value, 1e-6);
        Assert.Null(comparisons.Single(comparison => comparison.Group.Group == "unknown").Q);
    }

    [Fact]
    public void Of_two_groups_one_test_says_it_for_both()
    {
        var (comparisons, tests) = GroupComparisons.Of([new("sex", "F", 40, 100), new("sex", "M", 60, 100)]);
        Assert.Equal(1, tests);
        Assert.Equal(comparisons[0].Q, comparisons[1].Q);
    }

    [Fact]
    public void The_family_is_all_groups_of_all_breakdowns()
    {
        var (_, tests) = GroupComparisons.Of([new("sex", "F", 40, 100), new("sex", "M", 60, 100), .. Ethnicity(("white", 50, 100), ("asian", 30, 60), ("black", 20, 40))]);
        Assert.Equal(4, tests);
    }

    [Fact]
    public void Groups_of_fewer_than_ten_are_not_compared()
    {
        var (comparisons, tests) = GroupComparisons.Of([new("sen_provision", "N", 90, 100), new("sen_provision", "E", 0, 9)]);
        Assert.Equal(0, tests);
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.NotCompared, comparison.Evidence));
    }

    [Fact]
    public void With_more_than_one_in_ten_unknown_nothing_is_compared()
    {
        var (comparisons, _) = GroupComparisons.Of(Ethnicity(("white", 60, 120), ("asian", 10, 60), ("unknown", 3, 30)));
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.NotCompared, comparison.Evidence));
    }

    [Fact]
    public void A_difference_of_fewer_than_three_learners_is_not_called_one()
    {
        var (comparisons, _) = GroupComparisons.Of([new("sen_provision", "N", 1000, 1000), new("sen_provision", "K", 8, 10)]);
        Assert.All(comparisons, comparison => Assert.Equal(Evidence.None, comparison.Evidence));
        Assert.True(comparisons[1].Q < 0.10);
    }

    [Fact]
    public void What_is_told_of_together_only_is_among_the_others_and_not_compared()
    {
        var (comparisons, tests) = GroupComparisons.Of([.. Ethnicity(("white", 60, 120), ("asian", 16, 60)), new("ethnicity_major", "", 9, 20, GroupPart.Rest)]);
        Assert.Equal(2, tests);
        Assert.Equal((69, 140), comparisons.Where(c => c.Group.Group == "asian").Select(c => (c.OthersSome, c.Others)).Single());
        Assert.Equal(Evidence.NotCompared, comparisons.Single(c => c.Group.Part is GroupPart.Rest).Evidence);
    }

    private static IEnumerable<GroupCount> Ethnicity(params (string Group, int Some, int All)[] groups) =>
        groups.Select(group => new GroupCount("ethnicity_major", group.Group, group.Some, group.All, group.Group == "unknown" ? GroupPart.Unknown : GroupPart.Compared));
}
