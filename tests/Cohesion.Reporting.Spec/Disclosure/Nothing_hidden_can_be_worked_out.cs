using Cohesion.Reporting.Disclosure;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

public sealed class Nothing_hidden_can_be_worked_out
{
    [Fact]
    public void A_shown_figure_is_true_and_never_about_fewer_than_five() => ForAllAreas(area =>
    {
        var published = area.Published();
        foreach (var body in area.Bodies)
        {
            foreach (var column in published.Columns)
            {
                var figure = published[body, column];
                Assert.Equal(figure.Visibility is Visibility.Shown, figure.Value is not null);
                Assert.False(figure.Value is { } value && (value != area.True(body, column) || value.IsUnsafe(5)));
                Assert.True(figure.Visibility is Visibility.ForAreasOnly || figure.Visibility is Visibility.NotApplicable == (area.True(body, column).Denominator == 0));
            }
        }
    });

    [Fact]
    public void No_hidden_figure_has_one_solution_only() => ForAllAreas(area => Assert.Empty(new Attacker(area, area.Published()).Solved()));

    [Fact]
    public void No_hidden_group_is_cornered_by_whole_numbers() => ForAllAreas(area => Assert.Empty(new Attacker(area, area.Published()).Cornered()));

    [Fact]
    public void No_table_gives_away_a_small_sum_of_hidden_figures() => ForAllAreas(area => Assert.Empty(new Attacker(area, area.Published()).SmallSums()));

    [Fact]
    public void The_same_figures_hide_the_same_cells_whatever_the_order_of_schools() => ForAllAreas(area =>
    {
        var (published, reversed) = (area.Published(), Publication.Of([.. area.Schools.Reverse()], area.Shape, 5));
        Assert.All(area.Bodies, body => Assert.All(published.Columns, column => Assert.Equal(published[body, column], reversed[body, column])));
    });

    private static void ForAllAreas(Action<Area> holds) =>
        Prop.ForAll<int>(seed => holds(Area.Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(1_000_000));
}
