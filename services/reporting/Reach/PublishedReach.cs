using System.Collections.Concurrent;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Reach;

/// <summary>A school whose learners have been counted, and which count it is.</summary>
public sealed record MeasuredSchool(int Urn, int LaCode, string? TrustId, long Version, DateTimeOffset MeasuredAt);

/// <summary>
/// What leaves the schools about reach. Nothing hidden is decided for one page alone: the decision is made for all schools that trusts and
/// authorities tie together, and kept until one of their counts changes.
/// </summary>
public sealed class PublishedReach(Tables tables, IOptions<DisclosureOptions> options)
{
    private readonly ConcurrentDictionary<(int Year, int La), Decision> _decisions = [];

    public async Task<(Publication Figures, IReadOnlyList<MeasuredSchool> Schools)> OfAsync(AcademicYear year, int[] authorities, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("what is hidden is decided for all schools together");
        var decision = _decisions.GetOrAdd((year.StartYear, authorities is [var first, ..] ? first : 0), _ => new Decision());
        await decision.Turn.WaitAsync(ct); // who comes while it is being decided waits and has it too
        try
        {
            var schools = await MeasuredAsync(year, authorities, ct);
            if (decision.Figures is null || !decision.Schools.SequenceEqual(schools))
            {
                (decision.Schools, decision.Figures) = (schools, await DecideAsync(year, schools, ct));
            }

            return (decision.Figures, schools);
        }
        finally
        {
            decision.Turn.Release();
        }
    }

    /// <summary>The schools of these authorities whose learners have been counted.</summary>
    public Task<List<MeasuredSchool>> MeasuredAsync(AcademicYear year, int[] authorities, CancellationToken ct) => tables.ReadAsync(
        "Reach.MeasuredSchools.sql",
        row => new MeasuredSchool(row.GetInt32(0), row.GetInt32(1), row.Text(2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4)), ct, year.StartYear, ReachGroups.Measure, authorities);

    /// <summary>A school's own figures, nothing hidden: for those who work with its learners.</summary>
    public async Task<IReadOnlyDictionary<Column, Figure>?> ExactAsync(AcademicYear year, int urn, CancellationToken ct) =>
        (await FiguresAsync(year, [urn], ct)).GetValueOrDefault(urn);

    private async Task<Publication> DecideAsync(AcademicYear year, List<MeasuredSchool> schools, CancellationToken ct)
    {
        var figures = await FiguresAsync(year, [.. schools.Select(s => s.Urn)], ct);
        return Publication.Of(
            [.. schools.Where(s => figures.ContainsKey(s.Urn)).Select(s => new SchoolFigures(s.Urn, s.LaCode, s.TrustId, figures[s.Urn]))], ReachGroups.Sums, options.Value.Threshold);
    }

    private async Task<Dictionary<int, IReadOnlyDictionary<Column, Figure>>> FiguresAsync(AcademicYear year, int[] urns, CancellationToken ct)
    {
        var rows = await tables.ReadAsync(
            "Reach.FiguresOf.sql",
            row => (Urn: row.GetInt32(0), Breakdowns: row.GetFieldValue<string[]>(1), Groups: row.GetFieldValue<string[]>(2), Some: row.GetFieldValue<int[]>(3), All: row.GetFieldValue<int[]>(4)),
            ct, year.StartYear, ReachGroups.Measure, urns);
        return rows.ToDictionary(r => r.Urn, r => ReachGroups.Complete(r.Breakdowns.Select((b, i) => (new Column(b, r.Groups[i]), new Figure(r.Some[i], r.All[i])))));
    }

    private sealed class Decision
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public IReadOnlyList<MeasuredSchool> Schools { get; set; } = [];

        public Publication? Figures { get; set; }
    }
}
