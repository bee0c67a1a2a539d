namespace Cohesion.Statistics;

/// <summary>How many times as likely something is in one group as in another: a of n1 against c of n0.</summary>
public static class RiskRatio
{
    /// <summary>
    /// The ratio that a page shows: Katz's interval; where a count is zero, the exact ratio with the zero-safe limits; where everybody
    /// of both groups is counted, the limits that Wilson's intervals of both leave. Null where neither group has anybody counted.
    /// </summary>
    public static Estimate? Of(double a, double n1, double c, double n0, double z = Z.Percent95)
    {
        if (n1 <= 0 || n0 <= 0 || (a <= 0 && c <= 0))
        {
            return null;
        }

        if (a >= n1 && c >= n0 && Wilson.Of(a, n1, z) is { } first && Wilson.Of(c, n0, z) is { } second)
        {
            return new Estimate(1, new Interval(first.Low, 1 / second.Low));
        }

        if (a > 0 && c > 0)
        {
            return Katz(a, n1, c, n0, z);
        }

        var adjusted = Adjusted(a, n1, c, n0, z);
        return a <= 0
            ? new Estimate(0, new Interval(0, adjusted.High))
            : new Estimate(double.PositiveInfinity, new Interval(adjusted.Low, double.PositiveInfinity));
    }

    /// <summary>Katz's interval on the logarithm; not a number where a or c is zero.</summary>
    public static Estimate Katz(double a, double n1, double c, double n0, double z = Z.Percent95)
    {
        var ratio = a / n1 / (c / n0);
        var error = Math.Sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0);
        return new Estimate(ratio, new Interval(Math.Exp(Math.Log(ratio) - z * error), Math.Exp(Math.Log(ratio) + z * error)));
    }

    /// <summary>The same with a half added to every count: safe where a or c is zero.</summary>
    public static Estimate Adjusted(double a, double n1, double c, double n0, double z = Z.Percent95) =>
        Katz(a + 0.5, n1 + 0.5, c + 0.5, n0 + 0.5, z);
}
