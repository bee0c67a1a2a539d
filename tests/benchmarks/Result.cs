using System.Globalization;

namespace Cohesion.Benchmarks;

/// <summary>One measured figure beside its target.</summary>
public sealed record Result(string What, string Measured, string Target, bool Met)
{
    public static Result Seconds(string what, double seconds, double target) => new(what, Text($"{seconds:0.0} s"), Text($"under {target:0} s"), seconds < target);

    public static Result Milliseconds(string what, double milliseconds, double target) =>
        new(what, Text($"{milliseconds:0} ms"), Text($"under {target:0} ms"), milliseconds < target);

    public static Result Megabytes(string what, double megabytes, double target) => new(what, Text($"{megabytes:0} MB"), Text($"under {target:0} MB"), megabytes < target);

    public static Result Plain(string what, string measured) => new(what, measured, "", Met: true);

    /// <summary>The table for the README.</summary>
    public static string Table(IEnumerable<Result> results) => string.Join(
        '\n', ["| what | measured | target |", "|---|---|---|", .. results.Select(r => $"| {r.What} | {r.Measured}{(r.Met ? "" : " (missed)")} | {r.Target} |")]);

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Times of many like requests, in milliseconds.</summary>
public sealed class Times
{
    private readonly List<double> all = [];

    public int Count => all.Count;

    public void Add(double milliseconds)
    {
        lock (all)
        {
            all.Add(milliseconds);
        }
    }

    /// <summary>The smallest time that <paramref name="percent"/> of all do not exceed.</summary>
    public double Percentile(double percent)
    {
        var sorted = all.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
