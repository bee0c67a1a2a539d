using Cohesion.EquityMonitoring.Roll;
using Cohesion.Web;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>What the report says in words.</summary>
internal static class ReachWords
{
    public static string Breakdown(string name) => name switch
    {
        "ethnicity_major" => "Ethnicity",
        "sex" => "Sex",
        "sen_provision" => "Special educational needs",
        "fsm_status" => "Free school meals",
        "first_language" => "First language",
        "year_group" => "Year group",
        _ => "All learners",
    };

    public static string Group(string breakdown, string group) => (breakdown, group) switch
    {
        (_, ReachCount.Unknown) => "Not known",
        ("ethnicity_major", "other") => "Any other ethnic group",
        ("ethnicity_major", _) => Words.Sentence(group),
        ("sex", "F") => "Female",
        ("sex", "M") => "Male",
        ("sen_provision", "N") => "No special educational need",
        ("sen_provision", "K") => "SEN support",
        ("sen_provision", "E") => "Education, health and care plan",
        ("fsm_status", "fsm") => "Eligible for free school meals",
        ("fsm_status", _) => "Not eligible for free school meals",
        ("first_language", "english") => "English",
        ("first_language", _) => "English as an additional language",
        ("year_group", _) => YearGroup.LabelOf(group),
        _ => "All learners",
    };

    /// <summary>"Learners with SEN support"</summary>
    public static string Learners(ReachGroup group) => (group.Breakdown, group.Group) switch
    {
        ("ethnicity_major", "other") => "Learners of any other ethnic group",
        ("ethnicity_major", _) => $"{Words.Sentence(group.Group)} learners",
        ("sex", "F") => "Girls",
        ("sex", _) => "Boys",
        ("sen_provision", "N") => "Learners without special educational needs",
        ("sen_provision", "K") => "Learners with SEN support",
        ("sen_provision", _) => "Learners with an education, health and care plan",
        ("fsm_status", "fsm") => "Learners eligible for free school meals",
        ("fsm_status", _) => "Learners not eligible for free school meals",
        ("first_language", "english") => "Learners whose first language is English",
        ("first_language", _) => "Learners with English as an additional language",
        _ => $"Learners in {YearGroup.LabelOf(group.Group)}",
    };

    /// <summary>The report's first sentence: the widest difference in words and numbers, or that there is no evidence of one.</summary>
    public static string Lead(ReachReport report)
    {
        if (report.Total is { Learners: 0 })
        {
            return "Nobody is on the roll, so there is nobody to reach yet.";
        }

        if (report.Shortfalls.ToList() is not [var widest, .. var others])
        {
            var overall = report.Total is { } total
                ? $" {Words.Share(total.Reached, total.Learners, "learner")} {(total.Reached == 1 ? "has" : "have")} taken part in a community-based activity in {report.AcademicYear}."
                : "";
            return (report.SomeHidden
                ? "No evidence of difference among the groups that can be shown here: none of them was reached less often than the others by more than chance."
                : "No evidence of difference: no group was reached less often than the others by more than chance.") + overall;
        }

        var may = widest.Evidence is Evidence.Strong ? "were reached" : "may have been reached";
        var (low, high) = (-widest.Difference!.Value.High, -widest.Difference.Value.Low);
        var sentence = $"{Learners(widest.Group)} {may} less often: {Words.Percent(widest.GroupShare!.Value)} against {Words.Percent(widest.OthersShare!.Value)} of others (difference {Words.PointsBetween(low, high)}).";
        return others.Count == 0 ? sentence : $"{sentence} Also less often than others: {Words.List(others.Select(other => Lower(Learners(other.Group))))}.";
    }

    public static string Ratio(ReachComparison comparison) => comparison.Ratio is not { } ratio ? ""
        : !double.IsFinite(ratio.Value) ? "None of the others was reached"
        : ratio.Value == 0 ? "Nobody of this group was reached"
        : Words.Sentence(Words.RatioBetween(ratio.Value, ratio.Low, ratio.High));

    public static string Finding(ReachComparison? comparison) => comparison?.Evidence switch
    {
        Evidence.Strong => Direction(comparison!, "Strong evidence: reached"),
        Evidence.Possible => Direction(comparison!, "Possibly reached"),
        Evidence.None => "No evidence of difference",
        _ => "Not compared",
    };

    private static string Direction(ReachComparison comparison, string how) => $"{how} {(comparison.Difference is { Value: < 0 } ? "less" : "more")} often";

    private static string Lower(string text) => text.StartsWith("Learners", StringComparison.Ordinal) || text is "Girls" or "Boys" ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
