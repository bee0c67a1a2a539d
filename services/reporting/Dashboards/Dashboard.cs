using Cohesion.Contracts;
using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Disclosure;
using Cohesion.Statistics;
using Cohesion.Web;

namespace Cohesion.Reporting.Dashboards;

/// <summary>A number of learners with the interval that chance leaves it.</summary>
public sealed record ReachRow(string Group, string Label, PublishedFigure Figure)
{
    public double? Share => Figure.Value is { Denominator: > 0 } v ? (double)v.Numerator / v.Denominator : null;

    public Interval? Interval => Figure.Value is { } v ? Wilson.Of(v.Numerator, v.Denominator) : null;
}

/// <summary>Reach arranged by one characteristic.</summary>
public sealed record ReachTable(string Code, string Label, IReadOnlyList<ReachRow> Rows);

/// <summary>A school beside the others of its trust or authority: what chance alone explains for its size, and where it lies. Never a rank.</summary>
public sealed record ComparedSchool(AreaSchoolName School, ReachRow Reach, Interval? Warning, FunnelPlace? Place);

/// <summary>A school by name and number.</summary>
public sealed record AreaSchoolName(int Urn, string Name, string LaEstab, int LaCode, string LaName);

/// <summary>A number of referrals.</summary>
public sealed record ReferralRow(string Code, string Label, PublishedFigure Figure);

/// <summary>Referrals of a year by state, and how long decisions took.</summary>
/// <param name="Median">Null where there is no decision, or too few to tell.</param>
public sealed record ReferralFigures(PublishedFigure Total, IReadOnlyList<ReferralRow> States, PublishedFigure Decided, PublishedFigure InTime, TimeSpan? Median)
{
    public bool None => Total.Visibility is Visibility.NotApplicable;
}

/// <summary>The release that figures are of.</summary>
/// <param name="Next">The first day on which the next may be made.</param>
/// <param name="Stands">How many of the schools are told as in the release before, because too few of their learners have changed since.</param>
public sealed record Edition(DateTimeOffset At, DateOnly Next, int Stands);

/// <summary>What a school, trust or local authority sees of a year; pages, exports and the API all show this and nothing else.</summary>
/// <param name="Edition">Null for those who work with the school's own learners: nothing is hidden from them and nothing waited for.</param>
/// <param name="AsAt">When the newest of the counts was made; null without any.</param>
/// <param name="Fairness">Of a school; an area's groups differ by what their schools do.</param>
/// <param name="Without">Schools that have no count for the year.</param>
/// <param name="NotSharing">Open schools of the area that have not agreed to share any figures with it: none of theirs is in any number.</param>
public sealed record Dashboard(
    Place Place, Body Body, string? LaName, AcademicYear Year, bool IsThisYear, Edition? Edition, int Threshold, DateTimeOffset? AsAt, int SchoolsCounted, IReadOnlyList<AreaSchoolName> Without,
    ReachRow Total, IReadOnlyList<ReachTable> Breakdowns, Fairness Fairness, IReadOnlyList<ComparedSchool> Schools, ActivityTotals Activities, ReferralFigures Referrals, IReadOnlyList<AreaSchoolName> NotSharing)
{
    public bool IsArea => Body.Kind is not BodyKind.School;

    /// <summary>Whether any number of the page is hidden, so that the page says why.</summary>
    public bool HidesAny => Breakdowns.SelectMany(b => b.Rows).Append(Total).Concat(Schools.Select(s => s.Reach)).Any(r => r.Figure.Hidden)
        || Referrals.States.Any(s => s.Figure.Hidden) || Referrals.Total.Hidden || Referrals.InTime.Hidden;
}
