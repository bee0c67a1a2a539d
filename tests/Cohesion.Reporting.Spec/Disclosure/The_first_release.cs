using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Referrals;
using Cohesion.Reporting.Releases;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

public sealed class The_first_release
{
    /// <summary>Referrals are few and mostly hidden; with nothing told before there is nothing that a release could be held against.</summary>
    [Fact]
    public void Of_referrals_is_never_refused_however_few_there_are() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var counted = Enumerable.Range(1, random.Next(1, 9)).Select(urn => new CountedSchool(
            new SchoolFigures(urn, random.Next(1, 3), random.Next(3) is > 0 and var t ? $"t{t}" : null, ReferralGroups.Of(
                from state in ReferralGroups.States where random.Next(3) > 0 select (state.Column.Group, random.Next(2) == 0, random.Next(1, 12)))), default)).ToList();
        Assert.NotNull(NextRelease.Decide(counted, [], ReferralGroups.Shape, _ => 5, default));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(1_000_000));
}
