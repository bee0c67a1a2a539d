using Cohesion.Statistics;

namespace Cohesion.Web;

/// <summary>What groups of learners are called, by the codes of the measures, and what is said of how they compare.</summary>
public static class GroupWords
{
    /// <summary>"Special educational needs"</summary>
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

    /// <summary>"SEN support"</summary>
    public static string Group(string breakdown, string group) => (breakdown, group) switch
    {
        (_, "unknown") => "Not known",
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
        ("year_group", _) => Year(group),
        _ => "All learners",
    };

    /// <summary>"Year 5", "Reception", "Nursery, first year".</summary>
    public static string Year(string code) => code switch
    {
        "N1" => "Nursery, first year",
        "N2" => "Nursery, second year",
        "R" => "Reception",
        _ => "Year " + code,
    };

    /// <summary>"Learners with SEN support"</summary>
    public static string Learners(GroupCount group) => (group.Breakdown, group.Group) switch
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
        _ => $"Learners in {Year(group.Group)}",
    };

    /// <summary>What is said where all groups were compared and none has a shortfall.</summary>
    public const string NoShortfall = "No evidence of difference: no group was reached less often than the others by more than chance.";

    /// <summary>The widest shortfall in words and numbers, and which others there are; null without any.</summary>
    public static string? Shortfall(IEnumerable<GroupComparison> comparisons)
    {
        if (comparisons.Shortfalls().ToList() is not [var widest, .. var others])
        {
            return null;
        }

        var may = widest.Evidence is Evidence.Strong ? "were reached" : "may have been reached";
        var (low, high) = (-widest.Difference!.Value.High, -widest.Difference.Value.Low);
        var sentence = $"{Learners(widest.Group)} {may} less often: {Words.Percent(widest.GroupShare!.Value)} against {Words.Percent(widest.OthersShare!.Value)} of others (difference {Words.PointsBetween(low, high)}).";
        return others.Count == 0 ? sentence : $"{sentence} Also less often than others: {Words.List(others.Select(other => Lower(Learners(other.Group))))}.";
    }

    /// <summary>"Strong evidence: reached less often"</summary>
    public static string Finding(GroupComparison? comparison) => comparison?.Evidence switch
    {
        Evidence.Strong => Direction(comparison!, "Strong evidence: reached"),
        Evidence.Possible => Direction(comparison!, "Possibly reached"),
        Evidence.None => "No evidence of difference",
        _ => "Not compared",
    };

    /// <summary>"2.4 times as likely, between 2.3 and 2.5"; empty where nothing was compared.</summary>
    public static string Ratio(GroupComparison comparison) => comparison.Ratio is not { } ratio ? ""
        : !double.IsFinite(ratio.Value) ? "None of the others was reached"
        : ratio.Value == 0 ? "Nobody of this group was reached"
        : Words.Sentence(Words.RatioBetween(ratio.Value, ratio.Low, ratio.High));

    private static string Direction(GroupComparison comparison, string how) => $"{how} {(comparison.Difference is { Value: < 0 } ? "less" : "more")} often";

    private static string Lower(string text) => text.StartsWith("Learners", StringComparison.Ordinal) || text is "Girls" or "Boys" ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
