using System.Globalization;
using Cohesion.Reporting.Activities;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Exports;
using Cohesion.Statistics;
using Cohesion.Web;
using static Cohesion.Reporting.Exports.TidyCells;

namespace Cohesion.Reporting.Dashboards;

/// <summary>A dashboard as a tidy file after the DfE's open data standards: exactly the page's numbers, c for hidden, z for not applicable.</summary>
public static class DashboardCsv
{
    private static readonly string[] Header =
    [
        "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "old_la_code", "la_name", "trust_id", "trust_name", "school_urn", "school_laestab", "school_name",
        "measure", "breakdown_topic", "breakdown", "numerator", "denominator", "percentage", "percentage_low_95", "percentage_high_95", "count", "as_at", "released_at", "risk_ratio", "risk_ratio_low_95", "risk_ratio_high_95", "evidence",
    ];

    private static readonly string[] NotCompared = [NotApplicable, NotApplicable, NotApplicable, NotApplicable];

    public static string FileName(Dashboard d) => $"cohesion_{d.Body.Kind.ToString().ToLowerInvariant()}_{d.Body.Id}.csv";

    public static string Of(Dashboard d)
    {
        var csv = new CsvText();
        csv.Row(Header);
        var own = Level(d);
        Reach(csv, d, own, "Total", d.Total with { Label = "Total" });
        foreach (var table in d.Breakdowns)
        {
            foreach (var row in table.Rows)
            {
                Reach(csv, d, own, table.Label, row, d.Fairness.Of(table.Code, row.Group));
            }
        }

        foreach (var school in d.Schools)
        {
            Reach(csv, d, Level(d, school.School), "Total", school.Reach with { Label = "Total" });
        }

        foreach (var school in d.NotSharing)
        {
            Row(csv, d, Level(d, school), "reach", "Sharing", "No agreement to share", NotAvailable);
        }

        foreach (var facet in d.Activities.Facets)
        {
            facet.Counts.ToList().ForEach(c => Sessions(csv, d, own, facet.Label, c));
        }

        Sessions(csv, d, own, "Total", d.Activities.All with { Label = "Total" });
        Sessions(csv, d, own, "Total", d.Activities.Community);
        Count(csv, d, own, "referrals", "State", "Total", d.Referrals.Total);
        foreach (var state in d.Referrals.States)
        {
            Count(csv, d, own, "referrals", "State", state.Label, state.Figure);
        }

        Count(csv, d, own, "referrals", "Time to decision", "Decided", d.Referrals.Decided);
        Count(csv, d, own, "referrals", "Time to decision", "Decided in time", d.Referrals.InTime);
        Row(csv, d, own, "median_hours_to_decide", "Time to decision", "Decided", d.Referrals.Median is { } median ? Number(median.TotalHours) : d.Referrals.Decided.Hidden ? Hidden : NotApplicable);
        return csv.ToString();
    }

    private static void Reach(CsvText csv, Dashboard d, string[] level, string topic, ReachRow row, GroupComparison? comparison = null)
    {
        var symbol = row.Figure.Hidden ? Hidden : NotApplicable;
        var compared = comparison is { Evidence: not Evidence.NotCompared, Ratio: { } ratio }
            ? [Ratio(ratio.Value), Ratio(ratio.Low), Ratio(ratio.High), GroupWords.Finding(comparison)] : NotCompared;
        string[] cells = row.Figure.Value is { } v && row.Interval is { } interval
            ? [Whole(v.Numerator), Whole(v.Denominator), Percentage(row.Share!.Value), Percentage(interval.Low), Percentage(interval.High)]
            : [symbol, symbol, symbol, symbol, symbol];
        csv.Row([.. Period(d.Year), .. level, "reach", topic, row.Label, .. cells, NotApplicable, At(d.AsAt), At(d.Edition?.At), .. compared]);
    }

    private static void Sessions(CsvText csv, Dashboard d, string[] level, string topic, SessionCount count)
    {
        Row(csv, d, level, "sessions_took_place", topic, count.Label, Whole(count.TookPlace));
        Row(csv, d, level, "sessions_planned", topic, count.Label, Whole(count.Planned));
        Row(csv, d, level, "sessions_cancelled", topic, count.Label, Whole(count.Cancelled));
    }

    private static void Count(CsvText csv, Dashboard d, string[] level, string measure, string topic, string breakdown, PublishedFigure figure) =>
        Row(csv, d, level, measure, topic, breakdown, figure.Hidden ? Hidden : Whole(figure.Value?.Denominator ?? 0));

    private static void Row(CsvText csv, Dashboard d, string[] level, string measure, string topic, string breakdown, string count) =>
        csv.Row([.. Period(d.Year), .. level, measure, topic, breakdown, NotApplicable, NotApplicable, NotApplicable, NotApplicable, NotApplicable, count, At(d.AsAt), At(d.Edition?.At), .. NotCompared]);

    /// <summary>The area a row is about; a school's row says all that it needs to stand alone.</summary>
    private static string[] Level(Dashboard d, AreaSchoolName? school = null) => (school, d.Body.Kind) switch
    {
        ({ } s, _) => ["School", "E92000001", "England", $"{s.LaCode:000}", s.LaName, "", "", Whole(s.Urn), s.LaEstab, s.Name],
        (_, BodyKind.Trust) => ["MAT", "E92000001", "England", "", "", d.Body.Id, d.Place.Name, "", "", ""],
        (_, BodyKind.LocalAuthority) => ["Local authority", "E92000001", "England", d.Body.Id, d.Place.Name, "", "", "", "", ""],
        _ => ["School", "E92000001", "England", "", d.LaName ?? "", "", "", d.Body.Id, "", d.Place.Name],
    };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => double.IsFinite(ratio) ? ratio.ToString("0.###", CultureInfo.InvariantCulture) : NotApplicable;

    private static string Percentage(double share) => Number(share * 100);
}
