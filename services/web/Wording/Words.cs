using System.Globalization;

namespace Cohesion.Web;

/// <summary>Numbers as pages say them: counts, shares, intervals and ratios, in plain English and never more exact than they are.</summary>
public static partial class Words
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>"1,180"</summary>
    public static string Number(long number) => number.ToString("#,0", English);

    /// <summary>"1 learner", "1,180 learners", "no learners"</summary>
    public static string Count(long count, string one, string? many = null) => $"{(count == 0 ? "no" : Number(count))} {Plural(count, one, many)}";

    /// <summary>The word that goes with a count: "learner" or "learners", "child" or "children".</summary>
    public static string Plural(long count, string one, string? many = null) => count == 1 ? one : many ?? Pluralised(one);

    /// <summary>"312 of 1,180 learners (26%)"; without anybody to count, "no learners".</summary>
    public static string Share(long part, long whole, string one, string? many = null) => whole == 0
        ? Count(0, one, many)
        : $"{Number(part)} of {Count(whole, one, many)} ({Percent((double)part / whole)})";

    /// <summary>"26%"; never "0%" for some nor "100%" for not quite all.</summary>
    public static string Percent(double share) => share switch
    {
        > 0 and < 0.005 => "less than 1%",
        > 0.995 and < 1 => "more than 99%",
        _ => Whole(share) + "%",
    };

    /// <summary>"between 24% and 29%"</summary>
    public static string Between(double low, double high) => Whole(low) == Whole(high) ? $"about {Whole(low)}%" : $"between {Whole(low)}% and {Whole(high)}%";

    /// <summary>The difference of two shares: "between 6 and 20 percentage points"; where it may be none, "between 3 percentage points less and 8 more".</summary>
    public static string PointsBetween(double low, double high)
    {
        var (from, to) = (Points(low), Points(high));
        return (from, to) switch
        {
            _ when from == to => $"about {Number(from)} percentage {Plural(from, "point")}",
            ( < 0, > 0) => $"between {Number(-from)} percentage {Plural(-from, "point")} less and {Number(to)} more",
            ( < 0, <= 0) => $"between {Number(-to)} and {Number(-from)} percentage points less",
            _ => $"between {Number(from)} and {Number(to)} percentage points",
        };
    }

    /// <summary>"2.4 times as likely"; what rounds to one is "about as likely".</summary>
    public static string Ratio(double ratio, string likely = "likely") => One(ratio) == "1.0" ? $"about as {likely}" : $"{One(ratio)} times as {likely}";

    /// <summary>"2.4 times as likely, between 2.3 and 2.5"</summary>
    public static string RatioBetween(double ratio, double low, double high, string likely = "likely") => $"{Ratio(ratio, likely)}, between {One(low)} and {One(high)}";

    /// <summary>"a, b and c"</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>A sentence's first letter large: "no learners" → "No learners".</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Kind(PlaceKind kind) => kind switch
    {
        PlaceKind.School => "School",
        PlaceKind.Trust => "Trust",
        PlaceKind.LocalAuthority => "Local authority",
        _ => "",
    };

    private static string Whole(double share) => Math.Round(share * 100, MidpointRounding.AwayFromZero).ToString("0", English);

    private static int Points(double difference) => (int)Math.Round(difference * 100, MidpointRounding.AwayFromZero);

    private static string One(double number) => Math.Round(number, 1, MidpointRounding.AwayFromZero).ToString("0.0", English);

    private static string Pluralised(string one) => one switch
    {
        "child" => "children",
        "person" => "people",
        _ when one.EndsWith(" child", StringComparison.Ordinal) => one + "ren",
        _ when one.EndsWith('y') && one.Length > 1 && !"aeiou".Contains(one[^2], StringComparison.Ordinal) => one[..^1] + "ies",
        _ when one.EndsWith('s') || one.EndsWith("ch", StringComparison.Ordinal) || one.EndsWith("sh", StringComparison.Ordinal) => one + "es",
        _ => one + "s",
    };
}
