using System.Globalization;

namespace Cohesion.Attack;

/// <summary>A school's row: pupils excluded for a fixed period at least once, of all; null is "x".</summary>
public sealed record ExcludedPupils(string Establishment, string SchoolType, int? Excluded, int Headcount);

/// <summary>England's exclusions school by school, with the sums of the local authority by type of school, as the department published them.</summary>
public sealed record ExclusionsOfSchools(string Period, string Authority, IReadOnlyList<ExcludedPupils> Schools, IReadOnlyDictionary<string, int> Sums)
{
    public const string FileName = "exclusions_surrey_hampshire_school_level.csv";

    /// <summary>A table for each year and authority.</summary>
    public static IReadOnlyList<ExclusionsOfSchools> Read(string path) =>
    [
        .. CsvTable.Read(path).GroupBy(r => (Period: r["time_period"], Authority: r["la_name"])).Select(table => new ExclusionsOfSchools(
            table.Key.Period, table.Key.Authority,
            [.. table.Where(r => r["geographic_level"] == "School").Select(r => new ExcludedPupils(r["laestab"], r["school_type"], Number(r["one_plus_fixed"]), Number(r["headcount"]) ?? 0))],
            table.Where(r => r["geographic_level"] == "Local authority" && Number(r["one_plus_fixed"]) is not null).ToDictionary(r => r["school_type"], r => Number(r["one_plus_fixed"])!.Value))),
    ];

    /// <summary>The gaps that the published table fills itself, and with how many: an "x" is at least one pupil.</summary>
    public IReadOnlyList<(ExcludedPupils School, double Excluded)> FoundOut()
    {
        var evidence = new Evidence();
        foreach (var school in Schools)
        {
            if (school.Excluded is { } excluded)
            {
                evidence.Shows(CellOf(school), excluded, excluded);
            }
            else
            {
                evidence.Hides(CellOf(school), leastAll: 1);
            }
        }

        foreach (var type in Schools.GroupBy(s => s.SchoolType).Where(t => Sums.ContainsKey(t.Key)))
        {
            var sum = new Cell(Period, Authority, type.Key);
            evidence.Shows(sum, Sums[type.Key], Sums[type.Key]);
            evidence.AddsUp([.. type.Select(CellOf)], sum);
        }

        using var reader = new Reader(evidence);
        return [.. Schools.Where(s => s.Excluded is null).Select(s => (s, Bounds: reader.Find(Part.All, CellOf(s)))).Where(f => f.Bounds.IsExact).Select(f => (f.s, Math.Round(f.Bounds.Least)))];
    }

    private Cell CellOf(ExcludedPupils school) => new(Period, school.Establishment, school.SchoolType);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
