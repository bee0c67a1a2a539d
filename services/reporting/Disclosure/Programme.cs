using System.Collections.Concurrent;
using Google.OrTools.LinearSolver;

namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Whether readers with all tables of all times, and linear programmes, are left enough room about a small number. Each question looks for two sets of
/// tables that agree with everything told and leave it as many values as the threshold. What is far away is first left as it is, which can only
/// make the room look smaller; farther figures are let go only where that was not enough.
/// </summary>
internal sealed class Programme(Unknowns unknowns, int threshold)
{
    private const double Tolerance = 1e-6;

    /// <summary>No figure needs to move farther than so many thresholds to show that there is room.</summary>
    private const int FarEnough = 100;

    /// <summary>How many hidden figures are let go, and of each equation how many at most.</summary>
    private static readonly (int Figures, int OfEquation)[] Reaches = [(30, 2), (60, 4), (160, 6), (400, 8), (int.MaxValue, int.MaxValue)];

    /// <summary>How far each figure's parts were seen to move, down and up, while everything told held.</summary>
    private readonly ConcurrentDictionary<(int Unknown, Part Part), (double Down, double Up)> _seen = [];

    /// <summary>Whether readers are left as much room about a secret as it needs.</summary>
    /// <param name="thorough">Whether to look at everything that hangs together before saying no, which takes long.</param>
    public bool LeavesRoom(Secret secret, bool thorough) => Room(secret, Reaches.Length - (thorough ? 0 : 1)) >= secret.Room - Tolerance;

    /// <summary>How far apart the least and the most are that a secret can be, looking no farther once that is enough.</summary>
    private double Room(Secret secret, int reaches)
    {
        // Nobody can be kept from what is told; whether it may be was decided before.
        var own = new[] { secret.Unknown, secret.Less ?? secret.Unknown }.Where(u => !unknowns.IsKnown(u)).Distinct().ToArray();
        var room = own switch { [] => double.PositiveInfinity, [var one] when _seen.TryGetValue((one, secret.Part), out var seen) => seen.Up - seen.Down, _ => 0 };
        for (var (i, all) = (0, false); room < secret.Room - Tolerance && !all && i < reaches; i++)
        {
            var free = Around(own, Reaches[i].Figures, Reaches[i].OfEquation);
            room = Room(secret, free);
            all = Reaches[i].OfEquation == int.MaxValue && free.Count < Reaches[i].Figures;
        }

        return room;
    }

    /// <summary>The hidden figures nearest to some, over the equations that they share; of each equation the largest, which have most room themselves.</summary>
    private List<int> Around(int[] own, int most, int ofEquation)
    {
        var (found, seen) = (new List<int>(own), own.ToHashSet());
        for (var i = 0; i < found.Count && found.Count < most; i++)
        {
            foreach (var equation in unknowns.EquationsOf(found[i]))
            {
                var hidden = equation.Select(t => t.Unknown).Where(u => !unknowns.IsKnown(u));
                foreach (var unknown in ofEquation == int.MaxValue ? hidden : hidden.OrderByDescending(u => Math.Min(unknowns.Figure(u).Numerator, unknowns.Figure(u).Remainder)).Take(ofEquation))
                {
                    if (found.Count < most && seen.Add(unknown))
                    {
                        found.Add(unknown);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>How far apart the least and the most are that the secret can be; everything is counted from the true figures, so that all equations make nothing.</summary>
    private double Room(Secret secret, List<int> free)
    {
        using var solver = Solver.CreateSolver("GLOP");
        var some = new Dictionary<int, Variable>(free.Count);
        var others = new Dictionary<int, Variable>(free.Count);
        foreach (var unknown in free)
        {
            var figure = unknowns.Figure(unknown);
            some[unknown] = solver.MakeNumVar(-figure.Numerator, FarEnough * threshold, "");
            others[unknown] = solver.MakeNumVar(-figure.Remainder, FarEnough * threshold, "");
            if (unknowns.LeastKnown(unknown, threshold) is > 0 and var least)
            {
                var all = solver.MakeConstraint(least - figure.Denominator, double.PositiveInfinity);
                all.SetCoefficient(some[unknown], 1);
                all.SetCoefficient(others[unknown], 1);
            }
        }

        foreach (var equation in free.SelectMany(unknowns.EquationsOf).Distinct())
        {
            foreach (var part in new[] { some, others })
            {
                var sum = solver.MakeConstraint(0, 0);
                foreach (var term in equation.Where(t => part.ContainsKey(t.Unknown)).GroupBy(t => t.Unknown))
                {
                    sum.SetCoefficient(part[term.Key], term.Sum(t => t.Times));
                }
            }
        }

        return Most(maximise: true) + Most(maximise: false);

        double Most(bool maximise)
        {
            solver.Objective().Clear();
            foreach (var (unknown, times) in new[] { (secret.Unknown, 1), (secret.Less ?? -1, -1) })
            {
                foreach (var part in secret.Part switch { Part.Some => [some], Part.Others => [others], _ => new[] { some, others } })
                {
                    if (part.TryGetValue(unknown, out var variable))
                    {
                        solver.Objective().SetCoefficient(variable, maximise ? times : -times);
                    }
                }
            }

            solver.Objective().SetMaximization();
            if (solver.Solve() is not Solver.ResultStatus.OPTIMAL)
            {
                throw new InvalidOperationException("A linear programme did not end.");
            }

            foreach (var unknown in free)
            {
                var (did, didNot) = (some[unknown].SolutionValue(), others[unknown].SolutionValue());
                See(unknown, Part.Some, did);
                See(unknown, Part.Others, didNot);
                See(unknown, Part.All, did + didNot);
            }

            return solver.Objective().Value();
        }
    }

    private void See(int unknown, Part part, double moved) =>
        _seen.AddOrUpdate((unknown, part), (Math.Min(0, moved), Math.Max(0, moved)), (_, seen) => (Math.Min(seen.Down, moved), Math.Max(seen.Up, moved)));
}
