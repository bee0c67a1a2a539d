using Cohesion.Engagement.Referrals;
using Cohesion.Engagement.Roll;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class LearnersAreSuggested
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("2015-10-10", "6")]
    [InlineData("2022-08-31", "R")]
    [InlineData("2022-09-01", "N2")]
    [InlineData("2010-01-01", "12")]
    public void A_child_s_age_gives_the_year_group(string born, string year) =>
        Assert.Equal(year, LearnerSuggestions.YearGroupOf(DateOnly.ParseExact(born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Today));

    [Theory]
    [InlineData("José O’Neill", "Jose O'Neill")]
    [InlineData("Amina Khan", "KHAN, Amina")]
    [InlineData("Mohammed Ali", "Muhammed Ali")]
    [InlineData("Amina Begum Khan", "Amina Khan")]
    public void Names_that_are_written_differently_are_recognised(string referred, string onRoll) => Assert.Single(Suggest(referred, onRoll));

    [Theory]
    [InlineData("Amina Khan", "Peter Smith")]
    [InlineData("Amina Khan", "")]
    public void Other_names_are_not(string referred, string onRoll) => Assert.Empty(Suggest(referred, onRoll));

    [Fact]
    public void The_same_year_group_comes_first_and_those_who_left_not_at_all()
    {
        RollRow[] roll = [Learner("Amina Khan", "3"), Learner("Amina Khan", "6"), Learner("Amina Khan", "6") with { OnRoll = false }];
        Assert.Equal(["6", "3"], LearnerSuggestions.For(Subject("Amina Khan"), Today, roll).Select(one => one.YearGroup));
    }

    private static IReadOnlyList<LearnerSuggestion> Suggest(string referred, string onRoll) => LearnerSuggestions.For(Subject(referred), Today, [Learner(onRoll, "6")]);

    private static ReferralSubject Subject(string name) => new(name, new DateOnly(2015, 10, 10), "GU21 4AB", null);

    private static RollRow Learner(string name, string year) => new("125123", Guid.NewGuid(), 1, name, year, "6B", OnRoll: true);
}
