namespace Cohesion.Statistics;

/// <summary>Wilson's score interval of a proportion: honest for few and for none, unlike the textbook's.</summary>
public static class Wilson
{
    /// <summary>Null where nobody was counted.</summary>
    public static Interval? Of(double count, double of, double z = Z.Percent95)
    {
        if (of <= 0)
        {
            return null;
        }

        var p = count / of;
        var centre = (p + z * z / (2 * of)) / (1 + z * z / of);
        var half = z * Math.Sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of);
        return new Interval(count <= 0 ? 0 : Math.Max(0, centre - half), count >= of ? 1 : Math.Min(1, centre + half));
    }
}
