using Cohesion.Reporting.Disclosure;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

public sealed class No_release_can_be_subtracted_from_another
{
    [Fact]
    public void Nothing_hidden_is_found_out_from_all_releases_together() => ForAllYears(300, (year, audience, threshold) =>
        Assert.Equal([], new AllReleases(year.Releases, audience, year.Sums, threshold).GivenAway(thorough: false)));

    [Fact]
    public void Linear_programmes_find_out_nothing_either() => ForAllYears(20, (year, audience, threshold) =>
        Assert.Equal([], new AllReleases(year.Releases, audience, year.Sums, threshold).GivenAway(thorough: true)));

    [Fact]
    public void No_difference_is_about_fewer_than_the_threshold() => ForAllYears(300, (year, audience, threshold) =>
        Assert.Equal([], new AllReleases(year.Releases, audience, year.Sums, threshold).SmallDifferences()));

    /// <summary>A failing year is printed with its seed.</summary>
    private static void ForAllYears(int years, Action<AreaOverTime, Audience, int> holds) => Prop.ForAll<int>(seed =>
    {
        var year = AreaOverTime.Random(seed);
        holds(year, Audience.Trust, year.ThresholdFor(Audience.Trust));
        holds(year, Audience.Public, year.ThresholdFor(Audience.Public));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(years).WithEndSize(1_000_000));
}
