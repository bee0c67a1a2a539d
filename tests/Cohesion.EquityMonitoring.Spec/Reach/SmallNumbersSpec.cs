using Cohesion.EquityMonitoring.Reach;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Reach;

public sealed class SmallNumbersSpec
{
    [Fact]
    public void Five_or_more_are_shown() =>
        Assert.All(SmallNumbers.Hide(Groups((50, 100), (20, 60), (5, 10))), group => Assert.Null(group.Reason));

    [Fact]
    public void A_small_group_is_hidden_and_a_second_one_with_it()
    {
        var shown = SmallNumbers.Hide(Groups((50, 100), (20, 60), (1, 3)));
        Assert.Equal([160 + 3, 100, null, null], shown.Select(group => group.Learners));
        Assert.Equal([71, 50, null, null], shown.Select(group => group.Reached));
        Assert.Contains("Fewer than 5", shown[3].Reason, StringComparison.Ordinal);
        Assert.Contains("worked out", shown[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_reached_or_a_few_not_reached_are_hidden_though_the_group_is_large()
    {
        var shown = SmallNumbers.Hide(Groups((50, 100), (58, 60), (20, 40)));
        Assert.Equal([200, 100, 60, 40], shown.Select(group => group.Learners));
        Assert.Equal([128, 50, null, null], shown.Select(group => group.Reached));
    }

    [Fact]
    public void Nobody_of_a_large_group_is_a_true_zero() => Assert.Equal(0, SmallNumbers.Hide(Groups((50, 100), (0, 60)))[2].Reached);

    [Fact]
    public void No_hidden_number_can_be_worked_out_from_what_is_shown() => Prop.ForAll(
        Gen.Choose(0, 40).SelectMany(learners => Gen.Choose(0, learners).Select(reached => (reached, learners))).NonEmptyListOf().ToArbitrary(),
        draw =>
        {
            var groups = Groups([.. draw]);
            var shown = SmallNumbers.Hide(groups);
            return IsSafe(groups, shown, group => group.Learners, group => group.Learners) && IsSafe(groups, shown, group => group.Reached, group => group.Reached)
                && shown.All(group => group is not { Learners: > 0 and < 5 } and not { Reached: > 0 and < 5 } && !(group.Learners - group.Reached is > 0 and < 5));
        }).QuickCheckThrowOnFailure();

    // Whoever knows the total and all shown parts knows the sum of the hidden ones: one alone must not be hidden, unless there is nobody else to hide with.
    private static bool IsSafe(IReadOnlyList<ReachGroup> groups, IReadOnlyList<ShownGroup> shown, Func<ReachGroup, int> actual, Func<ShownGroup, int?> seen)
    {
        var hidden = groups.Zip(shown).Skip(1).Where(pair => seen(pair.Second) is null).Select(pair => actual(pair.First)).ToList();
        var total = seen(shown[0]);
        return hidden.Count != 1 || total is null || groups.Skip(1).Count(group => group.Learners > 0) < 2;
    }

    private static ReachGroup[] Groups(params (int Reached, int Learners)[] groups) =>
    [
        new("all", "total", groups.Sum(group => group.Reached), groups.Sum(group => group.Learners)),
        .. groups.Select((group, place) => new ReachGroup("ethnicity_major", $"g{place}", group.Reached, group.Learners)),
    ];
}
