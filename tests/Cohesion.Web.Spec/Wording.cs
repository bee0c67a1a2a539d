using Xunit;

namespace Cohesion.Web.Spec;

public sealed class Wording
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(312, 1180, "312 of 1,180 learners (26%)")]
    [InlineData(1, 1, "1 of 1 learner (100%)")]
    [InlineData(0, 12, "0 of 12 learners (0%)")]
    [InlineData(1, 1180, "1 of 1,180 learners (less than 1%)")]
    [InlineData(1179, 1180, "1,179 of 1,180 learners (more than 99%)")]
    [InlineData(0, 0, "no learners")]
    public void A_share_says_its_part_its_whole_and_its_percentage(long part, long whole, string words) => Assert.Equal(words, Words.Share(part, whole, "learner"));

    [Theory]
    [InlineData(0.244, 0.291, "between 24% and 29%")]
    [InlineData(0.244, 0.2401, "about 24%")]
    [InlineData(0, 0.032, "between 0% and 3%")]
    public void An_interval_says_both_ends(double low, double high, string words) => Assert.Equal(words, Words.Between(low, high));

    [Theory]
    [InlineData(0.06, 0.20, "between 6 and 20 percentage points")]
    [InlineData(-0.03, 0.08, "between 3 percentage points less and 8 more")]
    [InlineData(-0.20, -0.06, "between 6 and 20 percentage points less")]
    [InlineData(0.011, 0.012, "about 1 percentage point")]
    public void A_difference_says_its_points_and_its_direction(double low, double high, string words) => Assert.Equal(words, Words.PointsBetween(low, high));

    [Fact]
    public void A_ratio_is_said_in_words()
    {
        Assert.Equal("2.4 times as likely, between 2.3 and 2.5", Words.RatioBetween(2.4, 2.3, 2.5));
        Assert.Equal("0.8 times as likely", Words.Ratio(0.83));
        Assert.Equal("about as likely", Words.Ratio(1.02));
    }

    [Theory]
    [InlineData(1, "child", "1 child")]
    [InlineData(2, "child", "2 children")]
    [InlineData(2, "activity", "2 activities")]
    [InlineData(2, "day", "2 days")]
    [InlineData(2, "bus", "2 buses")]
    [InlineData(0, "person", "no people")]
    public void A_count_agrees_with_its_word(long count, string one, string words) => Assert.Equal(words, Words.Count(count, one));

    [Fact]
    public void A_list_ends_with_and()
    {
        Assert.Equal("a, b and c", Words.List(["a", "b", "c"]));
        Assert.Equal("a and b", Words.List(["a", "b"]));
        Assert.Equal("a", Words.List(["a"]));
        Assert.Equal("", Words.List([]));
    }

    [Theory]
    [InlineData(15, 30, "3:30pm")]
    [InlineData(9, 0, "9am")]
    [InlineData(12, 0, "midday")]
    [InlineData(12, 5, "12:05pm")]
    [InlineData(0, 0, "midnight")]
    [InlineData(0, 5, "12:05am")]
    public void A_time_is_said_by_the_half_of_the_day(int hour, int minute, string words) => Assert.Equal(words, Words.Time(new TimeOnly(hour, minute)));

    [Fact]
    public void A_moment_is_said_by_the_clocks_of_England()
    {
        Assert.Equal("15 July 2026", Words.Date(new DateOnly(2026, 7, 15)));
        Assert.Equal("16 July 2026 at 12:30am", Words.Moment(new DateTimeOffset(2026, 7, 15, 23, 30, 0, TimeSpan.Zero)));
        Assert.Equal("today 1pm", Words.When(Now, Now));
        Assert.Equal("tomorrow 1pm", Words.When(Now.AddDays(1), Now));
        Assert.Equal("Wednesday 22 July, 1pm", Words.When(Now.AddDays(7), Now));
        Assert.Equal("22 November 2025 at midday", Words.When(new DateTimeOffset(2025, 11, 22, 12, 0, 0, TimeSpan.Zero), Now));
    }

    [Theory]
    [InlineData(0.5, "just now")]
    [InlineData(5, "5 minutes ago")]
    [InlineData(119, "1 hour ago")]
    [InlineData(60 * 24 * 3, "3 days ago")]
    [InlineData(60 * 24 * 100, "3 months ago")]
    [InlineData(60 * 24 * 800, "2 years ago")]
    public void An_age_is_said_in_its_largest_whole_unit(double minutes, string words) => Assert.Equal(words, Words.Ago(Now.AddMinutes(-minutes), Now));

    [Fact]
    public void A_target_says_what_is_left_or_how_late_it_is()
    {
        Assert.Equal("2 hours left", Words.Left(Now.AddHours(2.9), Now));
        Assert.Equal("3 days late", Words.Left(Now.AddDays(-3), Now));
    }
}
