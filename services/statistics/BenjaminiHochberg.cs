namespace Cohesion.Statistics;

/// <summary>False-discovery control: of all differences shown as such at q ≤ 0.10, one in ten is expected to be chance.</summary>
public static class BenjaminiHochberg
{
    /// <summary>The q of each p, in the order of <paramref name="p"/>; the family is everything compared in one report.</summary>
    public static double[] QValues(IReadOnlyList<double> p)
    {
        var order = Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]).ToArray();
        var q = new double[p.Count];
        var least = 1.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            least = Math.Min(least, p[order[rank]] * p.Count / (p.Count - rank));
            q[order[rank]] = least;
        }

        return q;
    }
}
