using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

public sealed class A_later_release
{
    private static readonly DateTimeOffset Autumn = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly Sum Ethnicity = Area.Breakdown("ethnicity", 2);
    private static readonly TableShape Shape = new([Ethnicity]) { Headcounts = new HashSet<Column> { Area.Total } };

    /// <summary>A school of (took part, all) by two groups, and two others that never change.</summary>
    private static List<CountedSchool> Counted(Figure first, Figure second) =>
        [School(1, first, second), School(2, new(30, 60), new(20, 40)), School(3, new(25, 50), new(15, 45))];

    private static readonly Body Surrey = Body.LocalAuthority(936);

    /// <summary>A year at the end of which a school ends its agreement and no sum without it could be told.</summary>
    private const int LeavesNothingToTell = 205867;

    /// <summary>The third has ended its agreement with its authority.</summary>
    private static List<CountedSchool> WithoutTheThird =>
        [.. Counted(new(40, 80), new(12, 24)).Select(c => c.Figures.Urn == 3 ? c with { Figures = c.Figures with { LaCode = null } } : c)];

    private static Release First => Decide(Counted(new(40, 80), new(12, 24)))!;

    [Fact]
    public void Nobody_new_and_nothing_new_is_no_release() => Assert.Null(Decide(Counted(new(40, 80), new(12, 24)), First));

    [Fact]
    public void One_learner_who_joins_is_told_by_nothing() => Assert.Null(Decide(Counted(new(40, 80), new(12, 25)), First));

    [Fact]
    public void Without_what_was_told_before_the_learner_who_joined_is_seen_by_subtracting()
    {
        var careless = Decide(Counted(new(40, 80), new(12, 25)))!;
        Assert.Contains(new AllReleases([First, careless], Audience.Trust, Shape, 5).SmallDifferences(), found => found.Contains("ethnicity/g2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_that_takes_part_is_told_with_the_group_of_few_hidden()
    {
        var second = Decide(Counted(new(58, 80), new(14, 24)), First)!;
        Assert.Equal(new Figure(72, 104), Told(second, Body.School(1), Area.Total).Value);
        Assert.Equal(Visibility.ChangedByTooFew, Told(second, Body.School(1), Ethnicity.Members[1]).Visibility);
        Assert.True(Told(second, Body.School(1), Ethnicity.Members[0]).Hidden);
    }

    [Fact]
    public void A_school_that_stands_leaves_the_others_their_news()
    {
        List<CountedSchool> counted = [School(1, new(40, 80), new(12, 25)), School(2, new(45, 60), new(30, 40)), School(3, new(25, 50), new(15, 45))];
        var second = Decide(counted, First)!;
        Assert.True(second.Schools[1].Stands);
        Assert.Equal(new Figure(52, 104), Told(second, Body.School(1), Area.Total).Value);
        Assert.Equal(new Figure(75, 100), Told(second, Body.School(2), Area.Total).Value);
    }

    [Fact]
    public void What_was_hidden_is_told_again_once_enough_have_changed_since_it_was_told()
    {
        var second = Decide(Counted(new(58, 80), new(14, 24)), First)!;
        var third = Decide(Counted(new(66, 80), new(18, 24)), First, second)!;
        Assert.Equal(new Figure(18, 24), Told(third, Body.School(1), Ethnicity.Members[1]).Value);
        Assert.Equal([], new AllReleases([First, second, third], Audience.Trust, Shape, 5).SmallDifferences());
    }

    [Fact]
    public void A_school_that_has_ended_its_agreement_is_taken_out_of_the_sum()
    {
        var second = Decide(WithoutTheThird, First)!;
        Assert.Equal(new Figure(142, 299), Told(First, Surrey, Area.Total).Value);
        Assert.Equal(new Figure(102, 204), Told(second, Surrey, Area.Total).Value);
        Assert.Equal(new Figure(40, 95), Told(second, Body.School(3), Area.Total).Value);
        Assert.False(second.CountsOneThatLeft(WithoutTheThird));
    }

    [Fact]
    public void What_it_was_told_with_a_school_that_has_left_is_not_told_again()
    {
        var year = AreaOverTime.Random(LeavesNothingToTell);
        var (before, after) = (year.Releases[^2], year.Releases[^1]);
        var lost = after.Tables[Audience.Trust].Bodies.Where(body => after.Figure(Audience.Trust, body, Area.Total).Visibility is Visibility.SchoolLeft).ToList();
        Assert.NotEmpty(lost);
        Assert.All(lost, body => Assert.All(after.Tables[Audience.Trust].Columns, column =>
            Assert.Equal(new PublishedFigure(null, Visibility.SchoolLeft, null), after.Figure(Audience.Trust, body, column))));
        Assert.All(after.Tables[Audience.Trust].Bodies.Except(lost), body => Assert.All(after.Tables[Audience.Trust].Columns, column =>
            Assert.Equal(Told(before, body, column), Told(after, body, column))));
    }

    [Fact]
    public void An_audience_with_a_higher_threshold_sees_nothing_that_a_nearer_one_does_not()
    {
        var year = AreaOverTime.Random(3);
        Assert.All(year.Releases, release => Assert.All(release.Tables[Audience.Public].Bodies, body => Assert.All(release.Tables[Audience.Public].Columns, column =>
            Assert.True(release.Tables[Audience.Public][body, column].Hidden || !release.Tables[Audience.Trust][body, column].Hidden))));
        Assert.Contains(year.Releases, release => release.Tables[Audience.Public].Bodies.Any(body => release.Tables[Audience.Public].Columns.Any(column =>
            release.Tables[Audience.Public][body, column].Hidden && !release.Tables[Audience.Trust][body, column].Hidden)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(12, 10)]
    [InlineData(13, 15)]
    [InlineData(1048, 1050)]
    public void Numbers_for_the_public_are_rounded_to_five(int number, int rounded) => Assert.Equal(rounded, Rounding.Round(number, 5));

    private static PublishedFigure Told(Release release, Body body, Column column) => release.Tables[Audience.Trust][body, column];

    private static Release? Decide(IReadOnlyList<CountedSchool> counted, params Release[] earlier) =>
        NextRelease.Decide(counted, earlier, Shape, _ => 5, Autumn.AddDays(7 * earlier.Length));

    private static CountedSchool School(int urn, Figure first, Figure second) => new(
        new SchoolFigures(urn, 936, "t1", new Dictionary<Column, Figure> { [Ethnicity.Members[0]] = first, [Ethnicity.Members[1]] = second, [Area.Total] = first + second }), Autumn);
}
