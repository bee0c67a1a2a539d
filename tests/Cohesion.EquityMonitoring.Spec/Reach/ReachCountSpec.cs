using Cohesion.EquityMonitoring.Reach;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Reach;

public sealed class ReachCountSpec
{
    private static readonly ReachMember Learner = new("5", "C", "F", "WBRI", "ENG", "N", "N", Reached: false);

    [Fact]
    public void A_learner_is_in_one_group_of_every_breakdown()
    {
        var groups = ReachCount.Of([Learner with { Reached = true }]);
        Assert.Equal(
            [("all", "total"), ("ethnicity_major", "white"), ("sex", "F"), ("sen_provision", "N"), ("fsm_status", "not-fsm"), ("first_language", "english"), ("year_group", "5")],
            groups.Where(group => group.Learners == 1).Select(group => (group.Breakdown, group.Group)));
        Assert.All(groups, group => Assert.Equal(group.Learners, group.Reached));
    }

    [Fact]
    public void Guests_and_subsidiary_registrations_are_counted_elsewhere() =>
        Assert.Equal(2, ReachCount.Of([Learner, Learner with { EnrolmentStatus = "M" }, Learner with { EnrolmentStatus = "S" }, Learner with { EnrolmentStatus = "G" }])[0].Learners);

    [Fact]
    public void Refused_and_not_obtained_are_a_group_of_their_own()
    {
        var groups = ReachCount.Of([Learner with { Ethnicity = "REFU", FirstLanguage = "NOT" }, Learner with { Ethnicity = null, FirstLanguage = null }]);
        Assert.Equal([2, 2], groups.Where(group => group.Group == ReachCount.Unknown).Select(group => group.Learners));
    }

    [Fact]
    public void Every_group_of_a_fixed_breakdown_is_there_with_nobody_in_it_too() =>
        Assert.Equal(5, ReachCount.Of([Learner]).Count(group => group.Breakdown == "ethnicity_major"));

    [Fact]
    public void Each_breakdown_divides_the_same_total()
    {
        var roll = Enumerable.Range(0, 400).Select(place => new ReachMember(
            (place % 7).ToString(System.Globalization.CultureInfo.InvariantCulture) is "0" ? "R" : (place % 7).ToString(System.Globalization.CultureInfo.InvariantCulture), place % 29 == 0 ? "G" : "C",
            place % 2 == 0 ? "F" : "M", place % 5 == 0 ? "AIND" : "WBRI", place % 4 == 0 ? "URD" : "ENG", place % 6 == 0 ? "K" : "N", place % 3 == 0 ? "Y" : "N", place % 8 > 2)).ToList();
        var groups = ReachCount.Of(roll);
        Assert.All(groups.Skip(1).GroupBy(group => group.Breakdown), breakdown =>
            Assert.Equal((groups[0].Reached, groups[0].Learners), (breakdown.Sum(group => group.Reached), breakdown.Sum(group => group.Learners))));
    }
}
