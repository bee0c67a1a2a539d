namespace Cohesion.Attack;

/// <summary>Bounds by whole numbers: each equation limits each of its unknowns by what the others leave, until nothing moves.</summary>
internal static class Propagation
{
    private const int Rounds = 200;

    public static (double[] Low, double[] High) Bounds(Equations equations)
    {
        var (low, high) = (equations.Low.ToArray(), equations.High.ToArray());
        var moved = true;
        for (var round = 0; moved && round < Rounds; round++)
        {
            moved = false;
            foreach (var (terms, result) in equations.All.Select(e => (e.Terms, e.Result)))
            {
                var least = terms.Sum(t => t.Times > 0 ? t.Times * low[t.Unknown] : t.Times * high[t.Unknown]);
                var most = terms.Sum(t => t.Times > 0 ? t.Times * high[t.Unknown] : t.Times * low[t.Unknown]);
                foreach (var (unknown, times) in terms)
                {
                    var (ownLeast, ownMost) = times > 0 ? (times * low[unknown], times * high[unknown]) : (times * high[unknown], times * low[unknown]);
                    var (a, b) = ((result - (most - ownMost)) / times, (result - (least - ownLeast)) / times);
                    var (from, to) = (Math.Ceiling(Math.Min(a, b) - 1e-6), Math.Floor(Math.Max(a, b) + 1e-6));
                    moved |= from > low[unknown] || to < high[unknown];
                    (low[unknown], high[unknown]) = (Math.Max(low[unknown], from), Math.Min(high[unknown], to));
                }
            }
        }

        return (low, high);
    }
}
