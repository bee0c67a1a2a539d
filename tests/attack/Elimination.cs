namespace Cohesion.Attack;

/// <summary>Gauss and Jordan, over the rationals as doubles: unknowns that have one solution only.</summary>
internal static class Elimination
{
    private const double Nothing = 1e-7;

    public static IReadOnlyDictionary<int, double> Solved(IReadOnlyList<Equation> equations)
    {
        var rows = equations.Select(e => (Terms: e.Terms.ToDictionary(t => t.Unknown, t => t.Times), e.Result)).ToList();
        var done = new List<(Dictionary<int, double> Terms, double Result, int Pivot)>();
        foreach (var (terms, given) in rows)
        {
            var result = given;
            foreach (var row in done)
            {
                result = Subtract(terms, result, row);
            }

            if (terms.Count == 0)
            {
                continue;
            }

            var pivot = terms.MaxBy(t => (Math.Abs(t.Value), -t.Key)).Key;
            var lead = terms[pivot];
            var normal = (terms.ToDictionary(t => t.Key, t => t.Value / lead), result / lead, pivot);
            for (var i = 0; i < done.Count; i++)
            {
                done[i] = (done[i].Terms, Subtract(done[i].Terms, done[i].Result, normal), done[i].Pivot);
            }

            done.Add(normal);
        }

        return done.Where(row => row.Terms.Count == 1).ToDictionary(row => row.Pivot, row => row.Result);
    }

    private static double Subtract(Dictionary<int, double> from, double result, (Dictionary<int, double> Terms, double Result, int Pivot) row)
    {
        if (!from.TryGetValue(row.Pivot, out var times))
        {
            return result;
        }

        foreach (var (unknown, value) in row.Terms)
        {
            var left = from.GetValueOrDefault(unknown) - times * value;
            if (Math.Abs(left) < Nothing)
            {
                from.Remove(unknown);
            }
            else
            {
                from[unknown] = left;
            }
        }

        return result - times * row.Result;
    }
}
