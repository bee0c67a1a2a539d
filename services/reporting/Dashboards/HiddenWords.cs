using Cohesion.Contracts;
using Cohesion.Reporting.Disclosure;
using Cohesion.Web;

namespace Cohesion.Reporting.Dashboards;

/// <summary>Why a number is hidden, as a page says it.</summary>
internal static class HiddenWords
{
    /// <summary>Null where the number is shown, or there is none.</summary>
    public static string? Of(PublishedFigure figure, int threshold, string one) => Why(figure, threshold, one) is { } why ? figure.LastTold is { } last ? $"{why} {Told(last, one)}" : why : null;

    private static string Told(LastTold last, string one) => last.Value.Remainder == 0 && one != "learner"
        ? $"On {Words.Date(London.DayOf(last.At))} it was {Words.Count(last.Value.Denominator, one)}."
        : $"On {Words.Date(London.DayOf(last.At))} it was {Words.Share(last.Value.Numerator, last.Value.Denominator, one)}.";

    private static string? Why(PublishedFigure figure, int threshold, string one) => figure.Visibility switch
    {
        Visibility.TooFew when one == "learner" =>
            $"The group, those in it who took part, or those who did not are fewer than {threshold}. Showing the number could point to a child.",
        Visibility.TooFew => $"Fewer than {threshold} {Words.Plural(0, one)}. Showing the number could point to a child.",
        Visibility.CouldBeWorkedOut => $"Hidden because a smaller number could be worked out from it and {figure.From}.",
        Visibility.ChangedByTooFew => $"Fewer than {threshold} {Words.Plural(0, one)} have made the difference since an earlier release. Showing the number anew could point to one of them.",
        Visibility.SchoolLeft => "A school that it counts has ended its agreement to share. The next release tells it without that school.",
        Visibility.ForAreasOnly => "Outside the school this is shown for whole trusts and local authorities only.",
        _ => null,
    };
}
