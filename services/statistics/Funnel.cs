namespace Cohesion.Statistics;

/// <summary>Where a school lies against what chance alone explains for a school of its size.</summary>
public enum FunnelPlace
{
    Within,
    Below95,
    Below998,
    Above95,
    Above998,
}

/// <summary>Funnel limits of a proportion: schools are compared with what they have in common, never with one another.</summary>
public static class Funnel
{
    /// <summary>The limits for <paramref name="of"/> learners around the proportion of all schools together; null where nobody is counted.</summary>
    public static Interval? Limits(double mean, double of, double z = Z.Percent95)
    {
        if (of <= 0)
        {
            return null;
        }

        var half = z * Math.Sqrt(mean * (1 - mean) / of);
        return new Interval(Math.Max(0, mean - half), Math.Min(1, mean + half));
    }

    /// <summary>Null where nobody is counted.</summary>
    public static FunnelPlace? Place(double count, double of, double mean) =>
        (Limits(mean, of, Z.Percent95), Limits(mean, of, Z.Percent998)) is not ({ } warning, { } control) ? null
        : count / of < control.Low ? FunnelPlace.Below998
        : count / of > control.High ? FunnelPlace.Above998
        : count / of < warning.Low ? FunnelPlace.Below95
        : count / of > warning.High ? FunnelPlace.Above95
        : FunnelPlace.Within;
}
