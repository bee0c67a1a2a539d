using Cohesion.Attack;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>
/// England's exclusions of eleven years, school by school in two counties, as the department published them with an "x" for one or two pupils; and as
/// our release would tell the same counts. Crown copyright, Open Government Licence v3.0.
/// </summary>
public sealed class England_as_published
{
    private static readonly string Path = Repository.File("..", "shared", "data", "england", ExclusionsOfSchools.FileName);

    [Fact]
    public void Hidden_numbers_of_schools_are_found_out_in_many_of_the_years()
    {
        var found = Tables().Select(table => table.FoundOut()).ToList();
        Assert.InRange(found.Count(gaps => gaps.Count > 0), 5, found.Count);
        Assert.All(found.SelectMany(gaps => gaps), gap => Assert.InRange(gap.Excluded, 1, 2));
    }

    [Fact]
    public void Of_the_same_counts_our_release_gives_none_away() => Assert.All(Tables(), table =>
    {
        var shape = new TableShape([new Sum("type", [.. table.Schools.Select(s => Type(s.SchoolType)).Distinct()], Area.Total, "the total")]) { Headcounts = new HashSet<Column> { Area.Total } };
        var counted = Filled(table).Select(s => new CountedSchool(s, default)).ToList();
        var release = NextRelease.Decide(counted, [], shape, _ => AreaOverTime.Threshold, default)!;
        var narrow = string.Join("\n", new AllReleases([release], Audience.LocalAuthority, shape, AreaOverTime.Threshold).NarrowlyBounded()); Assert.True(narrow.Length == 0, narrow);
        Assert.True(release.Tables[Audience.LocalAuthority][Body.LocalAuthority(1), Area.Total].Value is not null);
    });

    private static IReadOnlyList<ExclusionsOfSchools> Tables()
    {
        Assert.SkipUnless(File.Exists(Path), $"{Path} is not there: England's tables lie beside the checkout.");
        return ExclusionsOfSchools.Read(Path);
    }

    /// <summary>Counts that agree with what was published: each gap one pupil, and more until the county's sum is reached.</summary>
    private static IEnumerable<SchoolFigures> Filled(ExclusionsOfSchools table)
    {
        foreach (var type in table.Schools.GroupBy(s => s.SchoolType))
        {
            var gaps = type.Where(s => s.Excluded is null).Select(s => s.Establishment).ToList();
            var left = table.Sums.TryGetValue(type.Key, out var sum) ? sum - type.Sum(s => s.Excluded ?? 0) : gaps.Count;
            foreach (var school in type)
            {
                var gap = gaps.IndexOf(school.Establishment);
                var excluded = school.Excluded ?? left / gaps.Count + (gap < left % gaps.Count ? 1 : 0);
                // Of some schools no headcount was published.
                var figure = new Figure(excluded, Math.Max(excluded, school.Headcount));
                yield return new SchoolFigures(int.Parse(school.Establishment), 1, null, new Dictionary<Column, Figure> { [Type(school.SchoolType)] = figure, [Area.Total] = figure });
            }
        }
    }

    private static Column Type(string schoolType) => new("type", schoolType);
}
