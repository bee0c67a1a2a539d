using Cohesion.Reporting.Disclosure;
using Cohesion.Statistics;
using Cohesion.Web;

namespace Cohesion.Reporting.Dashboards;

/// <summary>What a dashboard says in sentences.</summary>
internal static class DashboardWords
{
    /// <summary>"In 8 schools, 3,204 of 3,911 learners (82%) took part in at least one community-based activity this year."</summary>
    public static string Lead(Dashboard d)
    {
        var where = d.IsArea ? $"In {Words.Count(d.SchoolsCounted, "school")}, " : "";
        return d switch
        {
            { SchoolsCounted: 0 } or { Total.Figure.Visibility: Visibility.NotApplicable } => $"No learners have been counted {When(d)} yet.",
            { Total.Figure.Value: { } v } => Words.Sentence($"{where}{Words.Share(v.Numerator, v.Denominator, "learner")} took part in at least one community-based activity {When(d)}."),
            _ => Words.Sentence($"{where}the number of learners who took part in a community-based activity {When(d)} is too small to show."),
        };
    }

    /// <summary>Empty where every school is told anew.</summary>
    public static string Standing(Edition edition) => edition.Stands == 0 ? ""
        : $"{Words.Sentence(Words.Count(edition.Stands, "school"))} {(edition.Stands == 1 ? "is" : "are")} told as in the release before: too few of the learners there have changed since. ";

    public static string When(Dashboard d) => d.IsThisYear ? "this year" : $"in {d.Year}";

    public static string Place(FunnelPlace? place) => place switch
    {
        FunnelPlace.Above998 => "well above the range",
        FunnelPlace.Above95 => "above it, which may still be chance",
        FunnelPlace.Below95 => "below it, which may still be chance",
        FunnelPlace.Below998 => "well below the range",
        FunnelPlace.Within => "in the range",
        _ => "not compared",
    };

    /// <summary>Which groups of a school were reached less often than the others, how sure that is, and that what is hidden was not compared.</summary>
    public static string Fairness(Dashboard d) => d.Fairness.Tests == 0 ? "There are too few numbers to compare the groups with each other."
        : GroupWords.Shortfall(d.Fairness.Comparisons) ?? (d.Breakdowns.SelectMany(b => b.Rows).Any(r => r.Figure.Hidden)
            ? "No evidence of difference among the groups that can be shown here: none of them was reached less often than the others by more than chance."
            : GroupWords.NoShortfall);

    /// <summary>How many schools lie outside what chance explains, and what that asks for.</summary>
    public static string Compared(Dashboard d)
    {
        var (low, high) = (d.Schools.Count(s => s.Place is FunnelPlace.Below998), d.Schools.Count(s => s.Place is FunnelPlace.Above998));
        var known = d.Schools.Count(s => s.Place is not null);
        return known == 0 ? "There are too few numbers to compare the schools."
            : low + high == 0 ? $"The shares of all {Words.Count(known, "school")} differ by no more than chance explains for their sizes."
            : $"Of {Words.Count(known, "school")}, {Few(low, "lies", "lie")} well below and {Few(high, "lies", "lie")} well above what chance explains for a school of that size. That is a reason to ask why, not a rank.";
    }

    private static string Few(int count, string one, string many) => $"{(count == 0 ? "none" : Words.Number(count))} {(count <= 1 ? one : many)}";
}
