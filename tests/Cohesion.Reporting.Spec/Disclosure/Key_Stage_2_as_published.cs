using Cohesion.Attack;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>
/// England's results at the end of Key Stage 2 in 2017, of every school of two counties, as the department published them with "SUPP" for five pupils or
/// fewer; and as our release would tell the same counts. Crown copyright, Open Government Licence v3.0.
/// </summary>
public sealed class Key_Stage_2_as_published
{
    private const string NotPublished = "not published";

    public static TheoryData<int, string> Tables => new() { { 850, "EXP" }, { 850, "HIGH" }, { 936, "EXP" }, { 936, "HIGH" } };

    [Theory]
    [InlineData(850, "EXP", 322, 547)]
    [InlineData(850, "HIGH", 322, 547)]
    [InlineData(936, "EXP", 223, 326)]
    [InlineData(936, "HIGH", 224, 327)]
    public void Of_the_suppressed_groups_many_are_told_by_the_others(int authority, string standard, int schools, int suppressed)
    {
        var results = Read(authority, standard);
        Assert.Equal((schools, suppressed), (results.Count, results.Sum(r => r.Breakdowns.Sum(groups => groups.Count(g => g.Suppressed)))));
        var found = results.SelectMany(r => r.FoundOut()).ToList();
        Assert.InRange(found.Count, suppressed / 5, suppressed);
        Assert.All(found, f => Assert.InRange(f.Reached, 0, f.Group.Eligible));
        Assert.Contains(found, f => f.Group.Eligible < AreaOverTime.Threshold && f.Reached > 0 && f.Reached < f.Group.Eligible);
    }

    /// <summary>116018: 22 of 48 pupils, 14 of 36 of middle and 8 of 8 of high prior attainment. 116334: 28 of 58, none of 16 of low and 24 of 37 of middle.</summary>
    [Theory]
    [InlineData("116018", "TKS1GROUP_L", 4, 0)]
    [InlineData("116334", "TKS1GROUP_H", 5, 4)]
    [InlineData("136078", "TKS1GROUP_H", 4, 4)]
    public void A_group_is_its_school_less_the_others(string urn, string group, int eligible, int reached)
    {
        var found = Assert.Single(Read(850, "EXP").Single(r => r.Urn == urn).FoundOut(), f => f.Group.Group == group);
        Assert.Equal((eligible, reached), (found.Group.Eligible, found.Reached));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Of_the_same_counts_our_release_gives_none_away(int authority, string standard)
    {
        var results = Read(authority, standard);
        var shape = new TableShape(
        [
            .. from groups in results.MaxBy(r => r.Breakdowns.Count)!.Breakdowns
               select new Sum(groups[0].Group, [.. groups.Select(g => new Column(groups[0].Group, g.Group)), new Column(groups[0].Group, NotPublished)], Area.Total, "the other groups"),
        ]);
        var release = NextRelease.Decide([.. results.Select(r => new CountedSchool(Figures(r, authority, shape), default))], [], shape, _ => AreaOverTime.Threshold, default)!;
        Assert.Equal([], new AllReleases([release], Audience.LocalAuthority, shape, AreaOverTime.Threshold).NarrowlyBounded());
        var table = release.Tables[Audience.LocalAuthority];
        Assert.NotNull(table[Body.LocalAuthority(authority), Area.Total].Value);
        Assert.All(results.Where(r => r.Counts()![r.All.Group] is >= 5 and var some && r.All.Eligible - some >= 5), r => Assert.NotNull(table[Body.School(int.Parse(r.Urn)), Area.Total].Value));
    }

    private static List<KeyStage2Results> Read(int authority, string standard)
    {
        var path = Repository.File("..", "shared", "data", "england", $"2017-{authority}-ks2.csv");
        Assert.SkipUnless(File.Exists(path), $"{path} is not there: England's tables lie beside the checkout.");
        return [.. KeyStage2Results.Read(path).Where(r => r.Standard == standard)];
    }

    private static SchoolFigures Figures(KeyStage2Results school, int authority, TableShape shape)
    {
        var counts = school.Counts()!;
        var figures = new Dictionary<Column, Figure> { [Area.Total] = Of(school.All) };
        foreach (var sum in shape.Sums)
        {
            if (school.Breakdowns.FirstOrDefault(groups => groups[0].Group == sum.Breakdown) is not { } groups)
            {
                figures[new Column(sum.Breakdown, NotPublished)] = Of(school.All);
                continue;
            }

            foreach (var group in groups.Where(g => g.Eligible > 0))
            {
                figures[new Column(sum.Breakdown, group.Group)] = Of(group);
            }
        }

        return new SchoolFigures(int.Parse(school.Urn), authority, null, figures);

        Figure Of(PupilsAtStandard group) => new(counts[group.Group], group.Eligible);
    }
}
