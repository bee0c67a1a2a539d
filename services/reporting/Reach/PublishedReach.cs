using Cohesion.Contracts;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;

namespace Cohesion.Reporting.Reach;

/// <summary>A school whose learners have been counted, and when.</summary>
public sealed record MeasuredSchool(int Urn, int? LaCode, string? TrustId, DateTimeOffset MeasuredAt);

/// <summary>Reach as it is counted; what of it leaves the schools is decided release by release.</summary>
public sealed class PublishedReach(Tables tables) : IReleasedMeasure
{
    public string Name => ReachGroups.Measure;

    public TableShape Shape => ReachGroups.Shape;

    /// <summary>The schools of these authorities whose learners have been counted, each in the bodies that it shares with.</summary>
    public Task<List<MeasuredSchool>> MeasuredAsync(AcademicYear year, int[] authorities, CancellationToken ct) => tables.ReadAsync(
        "Reach.MeasuredSchools.sql",
        row => new MeasuredSchool(row.GetInt32(0), row.Number(1), row.Text(2), row.GetFieldValue<DateTimeOffset>(3)), ct, year.StartYear, ReachGroups.Measure, authorities);

    /// <summary>A school's own figures, nothing hidden and nothing waited for: for those who work with its learners.</summary>
    public async Task<IReadOnlyDictionary<Column, Figure>?> ExactAsync(AcademicYear year, int urn, CancellationToken ct) =>
        (await FiguresAsync(year, [urn], ct)).GetValueOrDefault(urn);

    public async Task<IReadOnlyList<CountedSchool>> CountAsync(AcademicYear year, int[] authorities, CancellationToken ct)
    {
        var schools = await MeasuredAsync(year, authorities, ct);
        var figures = await FiguresAsync(year, [.. schools.Select(s => s.Urn)], ct);
        return [.. schools.Where(s => figures.ContainsKey(s.Urn)).Select(s => new CountedSchool(new SchoolFigures(s.Urn, s.LaCode, s.TrustId, figures[s.Urn]), s.MeasuredAt))];
    }

    private async Task<Dictionary<int, IReadOnlyDictionary<Column, Figure>>> FiguresAsync(AcademicYear year, int[] urns, CancellationToken ct)
    {
        var rows = await tables.ReadAsync(
            "Reach.FiguresOf.sql",
            row => (Urn: row.GetInt32(0), Breakdowns: row.GetFieldValue<string[]>(1), Groups: row.GetFieldValue<string[]>(2), Some: row.GetFieldValue<int[]>(3), All: row.GetFieldValue<int[]>(4)),
            ct, year.StartYear, ReachGroups.Measure, urns);
        return rows.ToDictionary(r => r.Urn, r => ReachGroups.Complete(r.Breakdowns.Select((b, i) => (new Column(b, r.Groups[i]), new Figure(r.Some[i], r.All[i])))));
    }
}
