namespace Cohesion.Attack;

/// <summary>What is known about a gap after the attack: between the least and the most.</summary>
public sealed record Finding(Cell Cell, double Least, double Most)
{
    public bool IsExact => Most - Least < 0.5;
}

/// <summary>
/// Somebody who has all tables of all releases, a computer and time. Tries each gap by linear algebra, by whole numbers, and, asked to be thorough,
/// by two linear programmes. Shares no code with what hides the numbers.
/// </summary>
public static class Reader
{
    /// <summary>Unknowns that hang together; with more a linear programme takes minutes.</summary>
    private const int LargestProgramme = 120;

    /// <summary>Every gap with what could be found out about it, releases that show it elsewhere included.</summary>
    public static IReadOnlyList<Finding> Attack(Evidence evidence, bool thorough = false)
    {
        var equations = new Equations(evidence);
        var (low, high) = Propagation.Bounds(equations);
        foreach (var (unknown, value) in Elimination.Solved(equations.All))
        {
            (low[unknown], high[unknown]) = (value, value);
        }

        if (thorough)
        {
            Programme(equations, low, high);
        }

        return
        [
            .. evidence.Gaps.Keys.Select(cell => equations.Number(cell) is { } number ? new Finding(cell, number, number)
                : equations.Unknown(cell) is { } unknown ? new Finding(cell, low[unknown], high[unknown])
                : throw new InvalidOperationException($"{cell} got lost.")),
        ];
    }

    private static void Programme(Equations equations, double[] low, double[] high)
    {
        foreach (var part in Parts(equations))
        {
            var index = part.SelectMany(e => e.Terms).Select(t => t.Unknown).Distinct().Order().ToList();
            if (index.Count > LargestProgramme)
            {
                continue;
            }

            var simplex = new Simplex(
                [.. part.Select(e => new Equation([.. e.Terms.Select(t => (index.IndexOf(t.Unknown), t.Times))], e.Result))], [.. index.Select(u => equations.Low[u])]);
            for (var i = 0; i < index.Count; i++)
            {
                var (least, most) = simplex.Range(i);
                if (least > most + 0.5)
                {
                    throw new InvalidOperationException("The linear programme got lost.");
                }

                (low[index[i]], high[index[i]]) = (Math.Max(low[index[i]], Math.Ceiling(least - 1e-5)), Math.Min(high[index[i]], Math.Floor(most + 1e-5)));
            }
        }
    }

    /// <summary>Equations that share unknowns, together.</summary>
    private static IEnumerable<List<Equation>> Parts(Equations equations)
    {
        var parts = new List<(HashSet<int> Unknowns, List<Equation> Equations)>();
        foreach (var equation in equations.All)
        {
            var touching = parts.Where(p => equation.Terms.Any(t => p.Unknowns.Contains(t.Unknown))).ToList();
            parts.RemoveAll(touching.Contains);
            parts.Add(([.. touching.SelectMany(p => p.Unknowns), .. equation.Terms.Select(t => t.Unknown)], [.. touching.SelectMany(p => p.Equations), equation]));
        }

        return parts.Select(p => p.Equations);
    }
}
