using Cohesion.Contracts;
using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Reach;
using Cohesion.Reporting.Referrals;
using Cohesion.Reporting.Releases;
using Cohesion.Reporting.Schools;
using Cohesion.Reporting.Sharing;
using Cohesion.Statistics;
using Cohesion.Web;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Dashboards;

/// <summary>Puts a dashboard together: the figures of the area as they have left its schools, and what the schools did.</summary>
public sealed class ReadDashboard(
    Tables tables, Areas areas, PublishedReach reach, PublishedReferrals referrals, ReleasedFigures released, IOptions<DisclosureOptions> options, TimeProvider clock)
{
    private static readonly PublishedFigure NotShared = new(null, Visibility.NotApplicable, null);
    private static readonly PublishedFigure SchoolLeft = new(null, Visibility.SchoolLeft, null);

    /// <summary>What has left the schools, as an audience may see it; the schools are those of the body.</summary>
    public async Task<Dashboard> PublishedAsync(Audience audience, Body body, Place place, IReadOnlyList<AreaSchool> schools, AcademicYear year, CancellationToken ct)
    {
        var authorities = await areas.TiedAuthoritiesAsync(schools, ct);
        var reached = await released.OfAsync(reach, year, authorities, release => CountsOneThatLeft(release, body, schools, SharedFigures.Reach), ct);
        var referred = await released.OfAsync(referrals, year, authorities, release => CountsOneThatLeft(release, body, schools, SharedFigures.Referrals), ct);
        var counted = reached.Schools.Where(s => body.Kind is BodyKind.School || s.Value.Figures.Areas.Contains(body)).ToDictionary(s => s.Key, s => s.Value);
        return await AssembleAsync(
            body, place, schools, year, options.Value.ThresholdFor(audience), new Edition(reached.At, released.NextAfter(reached), schools.Count(s => counted.TryGetValue(s.Urn, out var c) && c.Stands)),
            Figures(reached, SharedFigures.Reach), (urn, column) => reached.Figure(audience, Body.School(urn), column), Figures(referred, SharedFigures.Referrals),
            counted.ToDictionary(s => s.Key, s => s.Value.CountedAt), referred.At, ct);

        // What a school no longer shares is in no number from that moment on; a sum without it waits for the release that is held against this one.
        Func<Column, PublishedFigure> Figures(Release release, string kind) => !schools.Any(s => s.Shared.Contains(kind)) ? _ => NotShared
            : CountsOneThatLeft(release, body, schools, kind) ? _ => SchoolLeft
            : column => release.Figure(audience, body, column);
    }

    /// <summary>A school's own figures as they are now, nothing hidden.</summary>
    public async Task<Dashboard> ExactAsync(Place place, AreaSchool school, AcademicYear year, CancellationToken ct)
    {
        var figures = await reach.ExactAsync(year, school.Urn, ct);
        var measured = await reach.MeasuredAsync(year, [school.LaCode], ct);
        var counts = await referrals.ExactAsync(year, school.LaCode, school.Urn, ct);
        return await AssembleAsync(
            Body.School(school.Urn), place, [school], year, options.Value.Threshold, edition: null, column => Seen(figures, column), (_, column) => Seen(figures, column),
            column => Seen(counts, column), measured.ToDictionary(m => m.Urn, m => m.MeasuredAt), clock.GetUtcNow(), ct);
    }

    private static bool CountsOneThatLeft(Release release, Body body, IReadOnlyList<AreaSchool> schools, string kind) => body.Kind is not BodyKind.School
        && schools.Where(s => s.Shared.Contains(kind)).Select(s => s.Urn).ToHashSet() is var sharing
        && release.Schools.Values.Any(s => s.Figures.Areas.Contains(body) && !sharing.Contains(s.Figures.Urn));

    private async Task<Dashboard> AssembleAsync(
        Body body, Place place, IReadOnlyList<AreaSchool> schools, AcademicYear year, int threshold, Edition? edition, Func<Column, PublishedFigure> reached, Func<int, Column, PublishedFigure> ofSchool,
        Func<Column, PublishedFigure> referred, IReadOnlyDictionary<int, DateTimeOffset> measured, DateTimeOffset decidedBy, CancellationToken ct)
    {
        var counted = Sharing(SharedFigures.Reach).Where(s => measured.ContainsKey(s.Urn)).ToList();
        var total = new ReachRow(ReachGroups.Total.Group, "All learners", reached(ReachGroups.Total));
        var breakdowns = ReachGroups.Breakdowns.Select(b => Table(b, reached)).Where(t => t.Rows.Count > 0).ToList();
        return new Dashboard(
            place, body, schools is [var first, ..] ? first.LaName : null, year, year == AcademicYear.Of(London.Today(clock)), edition, threshold, counted.Count > 0 ? counted.Max(s => measured[s.Urn]) : null,
            counted.Count, [.. Sharing(SharedFigures.Reach).Where(s => s.Open && !measured.ContainsKey(s.Urn)).Select(NameOf)], total,
            breakdowns, body.Kind is BodyKind.School ? Fairness.Of(total, breakdowns) : Fairness.None,
            body.Kind is BodyKind.School ? [] : [.. counted.Select(s => Compared(s, ofSchool(s.Urn, ReachGroups.Total), total.Share))],
            await ActivityTotals.OfAsync(tables, year, [.. Sharing(SharedFigures.Activities).Select(s => s.Urn)], ct),
            await ReferralsAsync(referred, year, [.. Sharing(SharedFigures.Referrals).Select(s => s.Urn)], decidedBy, ct),
            [.. schools.Where(s => s.Open && s.Shared.Count == 0).Select(NameOf)]);

        IEnumerable<AreaSchool> Sharing(string kind) => schools.Where(s => s.Shared.Contains(kind));
    }

    private async Task<ReferralFigures> ReferralsAsync(Func<Column, PublishedFigure> referred, AcademicYear year, int[] urns, DateTimeOffset decidedBy, CancellationToken ct)
    {
        var decided = referred(ReferralGroups.Decided);
        return new ReferralFigures(
            referred(ReferralGroups.Total), [.. ReferralGroups.States.Select(s => new ReferralRow(s.Column.Group, s.Label, referred(s.Column)))], decided, referred(ReferralGroups.InTime),
            decided.Visibility is Visibility.Shown ? await referrals.MedianAsync(year, urns, decidedBy, ct) : null);
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
