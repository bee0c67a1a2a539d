using Cohesion.Reporting.Disclosure;
using Cohesion.Web;

namespace Cohesion.Reporting.Dashboards;

/// <summary>Why a number is hidden, as a page says it.</summary>
internal static class HiddenWords
{
    /// <summary>Null where the number is shown, or there is none.</summary>
    public static string? Of(PublishedFigure figure, int threshold, string one) => figure.Visibility switch
    {
        Visibility.TooFew when one == "learner" =>
            $"The group, those in it who took part, or those who did not are fewer than {threshold}. Showing the number could point to a child.",
        Visibility.TooFew => $"Fewer than {threshold} {Words.Plural(0, one)}. Showing the number could point to a child.",
        Visibility.CouldBeWorkedOut => $"Hidden because a smaller number could be worked out from it and {figure.From}.",
        Visibility.ForAreasOnly => "Outside the school this is shown for whole trusts and local authorities only.",
        _ => null,
    };
}
