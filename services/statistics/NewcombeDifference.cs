namespace Cohesion.Statistics;

/// <summary>The difference of two proportions with Newcombe's interval, built of the Wilson intervals of both.</summary>
public static class NewcombeDifference
{
    /// <summary>a of n1 minus c of n0; null where a group has nobody.</summary>
    public static Estimate? Of(double a, double n1, double c, double n0, double z = Z.Percent95)
    {
        if (Wilson.Of(a, n1, z) is not { } first || Wilson.Of(c, n0, z) is not { } second)
        {
            return null;
        }

        var (p1, p0) = (a / n1, c / n0);
        var below = Math.Sqrt(Math.Pow(p1 - first.Low, 2) + Math.Pow(second.High - p0, 2));
        var above = Math.Sqrt(Math.Pow(first.High - p1, 2) + Math.Pow(p0 - second.Low, 2));
        return new Estimate(p1 - p0, new Interval(p1 - p0 - below, p1 - p0 + above));
    }
}
