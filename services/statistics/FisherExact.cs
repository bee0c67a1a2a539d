using MathNet.Numerics;

namespace Cohesion.Statistics;

/// <summary>Fisher's exact test of two groups: how often chance alone would part them as far as this, or further. Exact for small schools.</summary>
public static class FisherExact
{
    private const double Tie = 1 + 1e-7;

    /// <summary>Two-sided p of a of n1 against c of n0; 1 where there is nothing to compare.</summary>
    public static double P(int a, int n1, int c, int n0)
    {
        var counted = a + c;
        if (n1 <= 0 || n0 <= 0 || counted == 0 || counted == n1 + n0)
        {
            return 1;
        }

        var all = SpecialFunctions.BinomialLn(n1 + n0, counted);
        double Chance(int x) => Math.Exp(SpecialFunctions.BinomialLn(n1, x) + SpecialFunctions.BinomialLn(n0, counted - x) - all);

        var seen = Chance(a) * Tie;
        var p = 0.0;
        for (var x = Math.Max(0, counted - n0); x <= Math.Min(n1, counted); x++)
        {
            var chance = Chance(x);
            p += chance <= seen ? chance : 0;
        }

        return Math.Min(1, p);
    }
}
