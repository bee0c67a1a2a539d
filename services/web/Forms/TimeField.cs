using System.Globalization;
using System.Text.RegularExpressions;

namespace Cohesion.Web;

/// <summary>A time of day as people type it: "3:30pm", "3.30 pm", "1530", "15:30", "9am", "noon".</summary>
public static partial class TimeField
{
    public static bool TryParse(string? text, out TimeOnly time)
    {
        time = default;
        var typed = (text ?? "").Trim().ToLowerInvariant();
        if (typed is "noon" or "midday" or "midnight")
        {
            time = new TimeOnly(typed == "midnight" ? 0 : 12, 0);
            return true;
        }

        var match = Typed().Match(typed);
        if (!match.Success)
        {
            return false;
        }

        var hour = Number(match.Groups["hour"]);
        var minute = match.Groups["minute"].Success ? Number(match.Groups["minute"]) : 0;
        var half = match.Groups["half"].Value;
        var alone = half.Length == 0 && !match.Groups["minute"].Success;
        if (alone || minute > 59 || hour > 23 || (half.Length > 0 && hour is 0 or > 12))
        {
            return false;
        }

        time = new TimeOnly(half switch { "a" => hour % 12, "p" => (hour % 12) + 12, _ => hour }, minute);
        return true;
    }

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<hour>\d{1,2})(?:[:. ]?(?<minute>\d{2}))?\s*(?:(?<half>[ap])\.?m?\.?)?$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Typed();
}
