using Cohesion.Attack;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>
/// England's exclusions of five years by characteristics and sex, as the department published them, rounded to five and with an "x" for one or two; and as
/// our release would tell such counts. Crown copyright, Open Government Licence v3.0.
/// </summary>
public sealed class Exclusions_by_group_as_published
{
    private const int England = 1;

    private static readonly string Path = Repository.File("..", "shared", "data", "england", ExclusionsOfGroups.FileName);

    [Fact]
    public void Hidden_numbers_of_pupils_are_found_out_though_others_are_rounded()
    {
        var found = Tables().ToDictionary(t => t, t => t.FoundOut());
        Assert.InRange(found.Count(t => t.Value.Count > 0), 10, found.Count);
        Assert.All(found.Values.SelectMany(numbers => numbers), number => Assert.InRange(number.Is, 1, 2));
        // One or two of each sex, and one or two together: one of each.
        var special = found.Single(t => t.Key is { Period: "201516", SchoolType: "Special", Indicator: "perm_excl" }).Value;
        Assert.Equal([("Age 7", 2), ("Age 7 Female", 1), ("Age 7 Male", 1)], special.Select(f => (f.Number.Group, f.Is)).Where(f => f.Group.StartsWith("Age 7", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Of_such_counts_our_release_gives_none_away() => Assert.All(Tables().Where(t => t.SchoolType != "Total").GroupBy(t => (t.Period, t.Indicator)), table =>
    {
        var shape = new TableShape([.. table.SelectMany(t => t.Groups).Select(g => g.All.Group).Distinct().Select(name => new Sum(name, [new Column(name, "Male"), new Column(name, "Female")], new Column(name, "All"), "the other sex"))]);
        var counted = table.GroupBy(t => t.SchoolType, StringComparer.OrdinalIgnoreCase).Select((type, i) => new CountedSchool(new SchoolFigures(i + 1, England, null, Counts([.. type])), default)).ToList();
        var release = NextRelease.Decide(counted, [], shape, _ => AreaOverTime.Threshold, default)!;
        Assert.Equal([], new AllReleases([release], Audience.LocalAuthority, shape, AreaOverTime.Threshold).NarrowlyBounded());
        Assert.Contains(shape.Columns, column => release.Tables[Audience.LocalAuthority][Body.LocalAuthority(England), column].Value is not null);
    });

    private static IReadOnlyList<ExclusionsOfGroups> Tables()
    {
        Assert.SkipUnless(File.Exists(Path), $"{Path} is not there: England's tables lie beside the checkout.");
        return ExclusionsOfGroups.Read(Path);
    }

    /// <summary>Counts that agree with what was published.</summary>
    private static Dictionary<Column, Figure> Counts(IReadOnlyList<ExclusionsOfGroups> types) => new(
        from type in types
        from @group in type.Groups
        let both = (from male in Enumerable.Range(@group.Male.Least, @group.Male.Most - @group.Male.Least + 1)
                    from female in Enumerable.Range(@group.Female.Least, @group.Female.Most - @group.Female.Least + 1)
                    where male + female >= @group.All.Least && male + female <= @group.All.Most
                    select (Male: male, Female: female)).First()
        from count in ((string, int)[])[("Male", both.Male), ("Female", both.Female), ("All", both.Male + both.Female)]
        select KeyValuePair.Create(new Column(@group.All.Group, count.Item1), Figure.Count(count.Item2)));
}
