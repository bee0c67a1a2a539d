using Cohesion.Reporting.Disclosure;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

public sealed class No_release_can_be_subtracted_from_another
{
    [Fact]
    public void All_releases_together_leave_every_small_number_as_much_room_as_the_threshold() => ForAllYears(60, (year, audience, threshold) =>
        Assert.Equal([], new AllReleases(year.Releases, audience, year.Shape, threshold).NarrowlyBounded()));

    [Fact]
    public void No_difference_is_about_fewer_than_the_threshold() => ForAllYears(120, (year, audience, threshold) =>
        Assert.Equal([], new AllReleases(year.Releases, audience, year.Shape, threshold).SmallDifferences()));

    [Fact]
    public void A_school_that_has_ended_its_agreement_is_in_no_area_of_the_next_release() => Prop.ForAll<int>(seed => Assert.Equal(0, AreaOverTime.Random(seed).Outstayed))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(120).WithEndSize(1_000_000));

    /// <summary>A failing year is printed with its seed.</summary>
    private static void ForAllYears(int years, Action<AreaOverTime, Audience, int> holds) => Prop.ForAll<int>(seed =>
    {
        var year = AreaOverTime.Random(seed);
        holds(year, Audience.Trust, year.ThresholdFor(Audience.Trust));
        holds(year, Audience.Public, year.ThresholdFor(Audience.Public));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(years).WithEndSize(1_000_000));
}
