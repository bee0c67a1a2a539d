using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Disclosure;
using Cohesion.Statistics;

namespace Cohesion.Reporting.Dashboards;

/// <summary>So many of so many, or why that is not shown: "tooFew", "couldBeWorkedOut", "changedByTooFew", "schoolLeft", "forAreasOnly", "notApplicable".</summary>
public sealed record FigureAnswer(int? Numerator, int? Denominator, double? Share, double? Low, double? High, string? Hidden, string? Reason)
{
    public static FigureAnswer Of(ReachRow row, int threshold) => new(
        row.Figure.Value?.Numerator, row.Figure.Value?.Denominator, row.Share, row.Interval?.Low, row.Interval?.High, HiddenBy(row.Figure), HiddenWords.Of(row.Figure, threshold, "learner"));

    internal static string? HiddenBy(PublishedFigure figure) => figure.Visibility switch
    {
        Visibility.TooFew => "tooFew",
        Visibility.CouldBeWorkedOut => "couldBeWorkedOut",
        Visibility.ChangedByTooFew => "changedByTooFew",
        Visibility.SchoolLeft => "schoolLeft",
        Visibility.ForAreasOnly => "forAreasOnly",
        Visibility.NotApplicable => "notApplicable",
        _ => null,
    };
}

/// <summary>A group of a school against all others of its breakdown whose group is known, by the numbers that are told; the limits are those of 95%.</summary>
/// <param name="RiskRatio">How many times as likely to be reached; null where none of the others was.</param>
/// <param name="Q">False discovery rate at which this would be a finding.</param>
public sealed record ComparisonAnswer(
    double? RiskRatio, double? RiskRatioLow, double? RiskRatioHigh, double? Difference, double? DifferenceLow, double? DifferenceHigh, double? Q, Evidence Evidence)
{
    internal static ComparisonAnswer? Of(GroupComparison? c) => c is null or { Evidence: Evidence.NotCompared } ? null
        : new(Finite(c.Ratio?.Value), Finite(c.Ratio?.Low), Finite(c.Ratio?.High), c.Difference?.Value, c.Difference?.Low, c.Difference?.High, c.Q, c.Evidence);

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}

/// <summary>A group of learners.</summary>
/// <param name="Comparison">Null where it was not compared.</param>
public sealed record GroupAnswer(string Breakdown, string Group, string Label, FigureAnswer Figure, ComparisonAnswer? Comparison);

/// <summary>A school beside the others: the limits that chance explains for its size, and where it lies.</summary>
public sealed record ComparedSchoolAnswer(int Urn, string Name, FigureAnswer Figure, double? Low95, double? High95, FunnelPlace? Place);

/// <summary>Sessions by one thing that they are about.</summary>
public sealed record SessionAnswer(string Facet, string Code, string Label, int TookPlace, int Planned, int Cancelled);

/// <summary>A number of referrals, or why it is not shown.</summary>
public sealed record ReferralAnswer(string State, string Label, int? Count, string? Hidden, string? Reason);

/// <summary>A school that shares no figures with the area.</summary>
public sealed record SchoolAnswer(int Urn, string Name);

/// <summary>A dashboard as the API tells it: exactly what the page shows.</summary>
/// <param name="ReleasedAt">When the numbers about children left the schools; null for those who work with the school's own learners.</param>
/// <param name="NextRelease">The first day on which newer ones may leave.</param>
/// <param name="SchoolsAsBefore">Schools that are told as in the release before, because too few of their learners have changed since.</param>
public sealed record DashboardAnswer(
    string Kind, string Id, string Name, string AcademicYear, DateTimeOffset? AsAt, DateTimeOffset? ReleasedAt, DateOnly? NextRelease, int SchoolsAsBefore, int Threshold, int SchoolsCounted, int SchoolsWithout, FigureAnswer Total,
    IReadOnlyList<GroupAnswer> Groups, IReadOnlyList<ComparedSchoolAnswer> Schools, IReadOnlyList<SessionAnswer> Sessions, IReadOnlyList<ReferralAnswer> Referrals, double? MedianHoursToDecide, IReadOnlyList<SchoolAnswer> NotSharing)
{
    public static DashboardAnswer Of(Dashboard d) => new(
        KindOf(d.Body.Kind), d.Body.Id, d.Place.Name, d.Year.ToString(), d.AsAt, d.Edition?.At, d.Edition?.Next, d.Edition?.Stands ?? 0, d.Threshold, d.SchoolsCounted, d.Without.Count, FigureAnswer.Of(d.Total, d.Threshold),
        [.. d.Breakdowns.SelectMany(b => b.Rows.Select(r => new GroupAnswer(b.Code, r.Group, r.Label, FigureAnswer.Of(r, d.Threshold), ComparisonAnswer.Of(d.Fairness.Of(b.Code, r.Group)))))],
        [.. d.Schools.Select(s => new ComparedSchoolAnswer(s.School.Urn, s.School.Name, FigureAnswer.Of(s.Reach, d.Threshold), s.Warning?.Low, s.Warning?.High, s.Place))],
        [Session("all", d.Activities.All), Session("community", d.Activities.Community), .. d.Activities.Facets.SelectMany(f => f.Counts.Select(c => Session(f.Code, c)))],
        [.. Referral(d), .. d.Referrals.States.Select(s => Referral(s.Code, s.Label, s.Figure, d.Threshold))],
        d.Referrals.Median?.TotalHours, [.. d.NotSharing.Select(school => new SchoolAnswer(school.Urn, school.Name))]);

    private static string KindOf(BodyKind kind) => kind switch { BodyKind.School => "school", BodyKind.Trust => "trust", _ => "localAuthority" };

    private static SessionAnswer Session(string facet, SessionCount c) => new(facet, c.Code, c.Label, c.TookPlace, c.Planned, c.Cancelled);

    private static IEnumerable<ReferralAnswer> Referral(Dashboard d) =>
    [
        Referral("total", "All referrals", d.Referrals.Total, d.Threshold), Referral("decided", "Decided", d.Referrals.Decided, d.Threshold),
        Referral("in-time", "Decided in time", d.Referrals.InTime, d.Threshold),
    ];

    private static ReferralAnswer Referral(string state, string label, PublishedFigure figure, int threshold) => new(
        state, label, figure.Visibility is Visibility.NotApplicable ? 0 : figure.Value?.Denominator,
        figure.Hidden ? FigureAnswer.HiddenBy(figure) : null, HiddenWords.Of(figure, threshold, "referral"));
}
