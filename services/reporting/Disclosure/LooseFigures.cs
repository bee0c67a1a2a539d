using Google.OrTools.LinearSolver;

namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Hidden figures that are free to move while everything told holds and all others stay, as one linear programme about one secret. Everything is counted
/// from the true figures, so that every equation makes nothing.
/// </summary>
internal sealed class LooseFigures : IDisposable
{
    private const double Tolerance = 1e-6;

    /// <summary>No figure needs to move farther than so many thresholds to show that there is room.</summary>
    private const int FarEnough = 100;

    /// <summary>What a figure is made of.</summary>
    private static readonly Part[] Parts = [Part.Some, Part.Others];

    private readonly Unknowns _unknowns;
    private readonly int _threshold;
    private readonly Secret _secret;
    private readonly Solver _solver = Solver.CreateSolver("GLOP");
    private readonly Dictionary<int, Variable[]> _figures = [];
    private readonly Dictionary<Equation, Constraint[]> _equations = [];

    /// <summary>By how much the secret moves, and that it is what its figures make.</summary>
    private readonly Variable _moved;
    private readonly Constraint _isMoved;
    private readonly Dictionary<int, string> _wanted = [];

    public LooseFigures(Unknowns unknowns, int threshold, Secret secret)
    {
        (_unknowns, _threshold, _secret) = (unknowns, threshold, secret);
        _moved = _solver.MakeNumVar(-secret.Room, secret.Room, "");
        _isMoved = _solver.MakeConstraint(0, 0);
        _isMoved.SetCoefficient(_moved, -1);
    }

    public int Count => _figures.Count;

    /// <summary>Figures that would give more room if they were free too, and what holds the secret through them; as it was found when there was too little.</summary>
    public IReadOnlyDictionary<int, string> Wanted => _wanted;

    public void Dispose() => _solver.Dispose();

    public bool Contains(int unknown) => _figures.ContainsKey(unknown);

    public void Add(IEnumerable<int> unknowns)
    {
        foreach (var unknown in unknowns)
        {
            var figure = _unknowns.Figure(unknown);
            Variable[] variables = [.. Parts.Select(part => _solver.MakeNumVar(-figure.Of(part), FarEnough * _threshold, ""))];
            _figures.Add(unknown, variables);
            if (_unknowns.LeastKnown(unknown, _threshold) is > 0 and var least)
            {
                var all = _solver.MakeConstraint(least - figure.Denominator, double.PositiveInfinity);
                Array.ForEach(variables, v => all.SetCoefficient(v, 1));
            }

            foreach (var part in Parts)
            {
                _isMoved.SetCoefficient(variables[(int)part], _secret.Times(unknown, part));
            }

            foreach (var equation in _unknowns.EquationsOf(unknown))
            {
                if (!_equations.TryGetValue(equation, out var constraints))
                {
                    _equations[equation] = constraints = [.. Parts.Select(_ => _solver.MakeConstraint(0, 0))];
                }

                var times = equation.Terms.Single(t => t.Unknown == unknown).Times;
                Array.ForEach(Parts, part => constraints[(int)part].SetCoefficient(variables[(int)part], times));
            }
        }
    }

    /// <summary>Whether the most and the least that the secret can be are as far apart as it needs.</summary>
    /// <param name="seen">Told of every movement.</param>
    public bool HasRoom(Movements seen)
    {
        _wanted.Clear();
        var room = 0.0;
        foreach (var direction in (int[])[1, -1])
        {
            room += Farthest(direction, seen);
            if (room >= _secret.Room - Tolerance)
            {
                return true;
            }

            Want();
        }

        return false;
    }

    private double Farthest(int direction, Movements seen)
    {
        _solver.Objective().Clear();
        _solver.Objective().SetCoefficient(_moved, -direction);
        _solver.Objective().SetMinimization();
        if (_solver.Solve() is not Solver.ResultStatus.OPTIMAL)
        {
            // Once more without what it remembers from before the last figures were added.
            _solver.Reset();
            if (_solver.Solve() is not Solver.ResultStatus.OPTIMAL and var status)
            {
                throw new InvalidOperationException($"A linear programme did not end: {status}.");
            }
        }

        seen.Add(_figures.ToDictionary(f => f.Key, f => new Movement(f.Value[0].SolutionValue(), f.Value[1].SolutionValue())));
        return direction * _moved.SolutionValue();
    }

    /// <summary>Wants every figure whose reduced cost says that moving it would let the secret move farther. Equations that are not here yet cost nothing.</summary>
    private void Want()
    {
        var (costs, held) = (new Dictionary<(int Unknown, Part Part), double>(), new Dictionary<int, (double By, string From)>());
        foreach (var (equation, constraints) in _equations)
        {
            foreach (var part in Parts.Where(p => Math.Abs(constraints[(int)p].DualValue()) > Tolerance))
            {
                var price = constraints[(int)part].DualValue();
                foreach (var term in equation.Terms.Where(t => !Contains(t.Unknown)))
                {
                    costs[(term.Unknown, part)] = costs.GetValueOrDefault((term.Unknown, part)) - price * term.Times;
                    if (Math.Abs(price) > held.GetValueOrDefault(term.Unknown).By)
                    {
                        held[term.Unknown] = (Math.Abs(price), equation.From);
                    }
                }
            }
        }

        foreach (var (unknown, part) in from u in _secret.Unknowns where !Contains(u) from p in Parts select (u, p))
        {
            costs[(unknown, part)] = costs.GetValueOrDefault((unknown, part)) - _isMoved.DualValue() * _secret.Times(unknown, part);
        }

        foreach (var ((unknown, part), cost) in costs)
        {
            if (cost < -Tolerance || (cost > Tolerance && _unknowns.Figure(unknown).Of(part) > 0))
            {
                _wanted.TryAdd(unknown, held.TryGetValue(unknown, out var by) ? by.From : "what was told before");
            }
        }
    }
}
