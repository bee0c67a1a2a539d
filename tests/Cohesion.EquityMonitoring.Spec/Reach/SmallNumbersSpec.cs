using Cohesion.EquityMonitoring.Reach;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Reach;

public sealed class SmallNumbersSpec
{
    [Fact]
    public void A_breakdown_without_small_numbers_is_shown_whole()
    {
        var groups = Groups((50, 100), (20, 60), (5, 10), (0, 30));
        Assert.Equal(groups, SmallNumbers.Shown(groups));
    }

    [Theory]
    [InlineData(1, 3)] // few learners
    [InlineData(2, 40)] // few reached
    [InlineData(38, 40)] // few not reached
    public void With_one_small_number_nothing_of_the_breakdown_is_shown(int reached, int learners) =>
        Assert.Equal(["total"], SmallNumbers.Shown(Groups((50, 100), (20, 60), (reached, learners))).Select(group => group.Group));

    [Fact]
    public void Of_a_school_with_a_small_total_nothing_is_shown() => Assert.Empty(SmallNumbers.Shown(Groups((2, 30))));

    [Fact]
    public void No_number_below_five_is_ever_shown() => Prop.ForAll(
        Gen.Choose(0, 60).SelectMany(learners => Gen.Choose(0, learners).Select(reached => (reached, learners))).NonEmptyListOf().ToArbitrary(),
        draw => SmallNumbers.Shown(Groups([.. draw])).All(group =>
            group is { Learners: 0 or >= SmallNumbers.Threshold, Reached: 0 or >= SmallNumbers.Threshold } && (group.Learners - group.Reached) is 0 or >= SmallNumbers.Threshold))
        .QuickCheckThrowOnFailure();

    private static ReachGroup[] Groups(params (int Reached, int Learners)[] groups) =>
    [
        new("all", "total", groups.Sum(group => group.Reached), groups.Sum(group => group.Learners)),
        .. groups.Select((group, place) => new ReachGroup("ethnicity_major", $"g{place}", group.Reached, group.Learners)),
    ];
}
