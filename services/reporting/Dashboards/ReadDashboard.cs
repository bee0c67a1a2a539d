using Cohesion.Contracts;
using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Reach;
using Cohesion.Reporting.Referrals;
using Cohesion.Reporting.Schools;
using Cohesion.Reporting.Sharing;
using Cohesion.Statistics;
using Cohesion.Web;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Dashboards;

/// <summary>Puts a dashboard together: the counts of the area, what of them may be seen, and what the schools did.</summary>
public sealed class ReadDashboard(Tables tables, Areas areas, PublishedReach reach, PublishedReferrals referrals, IOptions<DisclosureOptions> options, TimeProvider clock)
{
    /// <summary>What may leave the schools; the schools are those of the body.</summary>
    public async Task<Dashboard> PublishedAsync(Body body, Place place, IReadOnlyList<AreaSchool> schools, AcademicYear year, CancellationToken ct)
    {
        var authorities = await areas.TiedAuthoritiesAsync(schools, ct);
        var (figures, measured) = await reach.OfAsync(year, authorities, ct);
        var counts = await referrals.OfAsync(year, authorities, ct);
        return await AssembleAsync(body, place, schools, year, exact: false, column => figures[body, column], (urn, column) => figures[Body.School(urn), column], column => counts[body, column], measured, ct);
    }

    /// <summary>A school's own figures, nothing hidden.</summary>
    public async Task<Dashboard> ExactAsync(Place place, AreaSchool school, AcademicYear year, CancellationToken ct)
    {
        var figures = await reach.ExactAsync(year, school.Urn, ct);
        var measured = await reach.MeasuredAsync(year, [school.LaCode], ct);
        var counts = await referrals.ExactAsync(year, school.LaCode, school.Urn, ct);
        return await AssembleAsync(
            Body.School(school.Urn), place, [school], year, exact: true, column => Seen(figures, column), (_, column) => Seen(figures, column), column => Seen(counts, column), measured, ct);
    }

    private async Task<Dashboard> AssembleAsync(
        Body body, Place place, IReadOnlyList<AreaSchool> schools, AcademicYear year, bool exact, Func<Column, PublishedFigure> reached, Func<int, Column, PublishedFigure> ofSchool,
        Func<Column, PublishedFigure> referred, IReadOnlyList<MeasuredSchool> measured, CancellationToken ct)
    {
        var urns = Sharing(SharedFigures.Reach).Select(s => s.Urn).ToHashSet();
        var countedAt = measured.Where(m => urns.Contains(m.Urn)).ToDictionary(m => m.Urn, m => m.MeasuredAt);
        var counted = Sharing(SharedFigures.Reach).Where(s => countedAt.ContainsKey(s.Urn)).ToList();
        var total = new ReachRow(ReachGroups.Total.Group, "All learners", Reached(ReachGroups.Total));
        return new Dashboard(
            place, body, schools is [var first, ..] ? first.LaName : null, year, year == AcademicYear.Of(London.Today(clock)), exact, options.Value.Threshold, countedAt.Count > 0 ? countedAt.Values.Max() : null,
            counted.Count, [.. Sharing(SharedFigures.Reach).Where(s => s.Open && !countedAt.ContainsKey(s.Urn)).Select(NameOf)], total,
            [.. ReachGroups.Breakdowns.Select(b => Table(b, Reached)).Where(t => t.Rows.Count > 0)],
            body.Kind is BodyKind.School ? [] : [.. counted.Select(s => Compared(s, ofSchool(s.Urn, ReachGroups.Total), total.Share))],
            await ActivityTotals.OfAsync(tables, year, [.. Sharing(SharedFigures.Activities).Select(s => s.Urn)], ct),
            await ReferralsAsync(Referred, year, [.. Sharing(SharedFigures.Referrals).Select(s => s.Urn)], ct),
            [.. schools.Where(s => s.Open && s.Shared.Count == 0).Select(NameOf)]);

        IEnumerable<AreaSchool> Sharing(string kind) => schools.Where(s => s.Shared.Contains(kind));

        PublishedFigure Reached(Column column) => Sharing(SharedFigures.Reach).Any() ? reached(column) : NotShared;

        PublishedFigure Referred(Column column) => Sharing(SharedFigures.Referrals).Any() ? referred(column) : NotShared;
    }

    private static readonly PublishedFigure NotShared = new(null, Visibility.NotApplicable, null);

    private async Task<ReferralFigures> ReferralsAsync(Func<Column, PublishedFigure> referred, AcademicYear year, int[] urns, CancellationToken ct)
    {
        var decided = referred(ReferralGroups.Decided);
        return new ReferralFigures(
            referred(ReferralGroups.Total), [.. ReferralGroups.States.Select(s => new ReferralRow(s.Column.Group, s.Label, referred(s.Column)))], decided, referred(ReferralGroups.InTime),
            decided.Visibility is Visibility.Shown ? await referrals.MedianAsync(year, urns, ct) : null);
    }

    /// <summary>Groups that nobody is in are left out.</summary>
    private static ReachTable Table(ReachBreakdown breakdown, Func<Column, PublishedFigure> reached) => new(
        breakdown.Code, breakdown.Label,
        [.. breakdown.Groups.Select(g => new ReachRow(g.Column.Group, g.Label, reached(g.Column))).Where(r => r.Figure.Visibility is not Visibility.NotApplicable)]);

    private static ComparedSchool Compared(AreaSchool school, PublishedFigure figure, double? mean) => new(
        NameOf(school), new ReachRow("total", school.Name, figure),
        mean is { } m && figure.Value is { } v ? Funnel.Limits(m, v.Denominator) : null,
        mean is { } p && figure.Value is { } w ? Funnel.Place(w.Numerator, w.Denominator, p) : null);

    private static AreaSchoolName NameOf(AreaSchool school) => new(school.Urn, school.Name, $"{school.LaCode:000}{school.EstablishmentNumber}", school.LaCode, school.LaName);

    private static PublishedFigure Seen(IReadOnlyDictionary<Column, Figure>? figures, Column column) =>
        figures?.GetValueOrDefault(column) is { Denominator: > 0 } figure ? new(figure, Visibility.Shown, null) : new(null, Visibility.NotApplicable, null);
}
