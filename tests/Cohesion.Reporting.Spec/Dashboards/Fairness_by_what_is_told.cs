using Cohesion.Reporting.Dashboards;
using Cohesion.Reporting.Disclosure;
using Cohesion.Statistics;
using Xunit;

namespace Cohesion.Reporting.Spec.Dashboards;

public sealed class Fairness_by_what_is_told
{
    [Fact]
    public void Hidden_groups_are_among_the_others_together_and_not_compared()
    {
        var fairness = Fairness.Of(Told("total", 85, 200), [Table(Told("white", 60, 120), Told("asian", 16, 60), Hidden("black"), Hidden("other"))]);
        Assert.Equal(2, fairness.Tests);
        Assert.Equal((69, 140), fairness.Of("ethnicity_major", "asian") is { } asian ? (asian.OthersSome, asian.Others) : default);
        Assert.Null(fairness.Of("ethnicity_major", "black"));
    }

    [Fact]
    public void Of_whom_it_is_not_known_nobody_is_among_the_others()
    {
        var fairness = Fairness.Of(Told("total", 81, 190), [Table(Told("white", 60, 120), Told("asian", 16, 60), Told("unknown", 5, 10))]);
        Assert.Equal((60, 120), fairness.Of("ethnicity_major", "asian") is { } asian ? (asian.OthersSome, asian.Others) : default);
        Assert.Equal(Evidence.NotCompared, fairness.Of("ethnicity_major", "unknown")!.Evidence);
    }

    [Fact]
    public void Without_the_total_nothing_is_compared() =>
        Assert.Equal(0, Fairness.Of(Hidden("total"), [Table(Told("white", 60, 120), Told("asian", 16, 60))]).Tests);

    private static ReachTable Table(params ReachRow[] rows) => new("ethnicity_major", "Ethnicity", rows);

    private static ReachRow Told(string group, int some, int all) => new(group, group, new PublishedFigure(new Figure(some, all), Visibility.Shown, null));

    private static ReachRow Hidden(string group) => new(group, group, new PublishedFigure(null, Visibility.TooFew, null));
}
