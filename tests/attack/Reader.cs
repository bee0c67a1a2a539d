using Google.OrTools.LinearSolver;

namespace Cohesion.Attack;

/// <summary>What is known about a number after the attack: between the least and the most.</summary>
public readonly record struct Bounds(double Least, double Most)
{
    public bool IsExact => Width < 0.5;

    public double Width => Most - Least;
}

/// <summary>
/// Somebody who has all tables of all releases, a computer and time: two linear programmes for each number, over everything that hangs together with it.
/// Shares no code with what hides the numbers.
/// </summary>
public sealed class Reader : IDisposable
{
    /// <summary>How exact a bound is.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>More than there are learners anywhere: where a programme gets this far, nothing limits it.</summary>
    private const double Everybody = 1e6;
    private readonly Evidence _evidence;
    private readonly Dictionary<Cell, (int Some, int Others)> _known;
    private readonly Dictionary<Cell, Solver> _programmes = [];
    private readonly Dictionary<Cell, (Variable Some, Variable Others)> _unknowns = [];
    private readonly Dictionary<(Cell Cell, Part Part), Bounds> _seen = [];

    public Reader(Evidence evidence)
    {
        (_evidence, _known) = (evidence, evidence.Known());
        var sums = evidence.Sums.Select(s => s.Members.Append(s.Whole).Select(evidence.Root).ToList()).ToList();
        var sumsOf = sums.Select((cells, sum) => (cells, sum)).SelectMany(s => s.cells.Select(cell => (cell, s.sum))).ToLookup(s => s.cell, s => s.sum);
        var ranges = evidence.Ranges.GroupBy(g => evidence.Root(g.Key)).Where(g => !_known.ContainsKey(g.Key)).ToDictionary(g => g.Key, g => g.Select(gap => gap.Value).Aggregate((some, more) => some & more));
        foreach (var start in ranges.Keys.Where(cell => !_programmes.ContainsKey(cell)))
        {
            var solver = Solver.CreateSolver("GLOP");
            var (open, around) = (new Queue<Cell>([start]), new HashSet<int>());
            _programmes[start] = solver;
            while (open.TryDequeue(out var cell))
            {
                var range = ranges[cell];
                _unknowns[cell] = (solver.MakeNumVar(range.LeastSome, Math.Min(range.MostSome, Everybody), ""), solver.MakeNumVar(0, Everybody, ""));
                var all = solver.MakeConstraint(range.LeastAll, range.MostAll);
                all.SetCoefficient(_unknowns[cell].Some, 1);
                all.SetCoefficient(_unknowns[cell].Others, 1);
                around.UnionWith(sumsOf[cell]);
                foreach (var next in sumsOf[cell].SelectMany(s => sums[s]).Where(c => !_known.ContainsKey(c) && _programmes.TryAdd(c, solver)))
                {
                    open.Enqueue(next);
                }
            }

            foreach (var sum in around)
            {
                Add(solver, sums[sum], u => u.Some, k => k.Some);
                Add(solver, sums[sum], u => u.Others, k => k.Others);
            }
        }
    }

    /// <summary>Between what bounds a number lies, or by how much it differs from another.</summary>
    public Bounds Find(Part part, Cell cell, Cell? less = null)
    {
        var (plus, minus) = (_evidence.Root(cell), less is { } l ? _evidence.Root(l) : (Cell?)null);
        var fixedPart = (_known.TryGetValue(plus, out var p) ? Of(p, part) : 0) - (minus is { } m && _known.TryGetValue(m, out var k) ? Of(k, part) : 0);
        var terms = new[] { (Cell: plus, Times: 1), (Cell: minus ?? plus, Times: minus is null ? 0 : -1) }.Where(t => t.Times != 0 && _unknowns.ContainsKey(t.Cell)).ToList();
        // What hangs together with nothing in common is bounded by itself.
        var programmes = terms.GroupBy(t => _programmes[t.Cell]).ToList();
        return new Bounds(fixedPart - programmes.Sum(t => Most(t.Key, part, t, -1)), fixedPart + programmes.Sum(t => Most(t.Key, part, t, 1)));
    }

    /// <summary>Whether a number was already seen so far apart in tables that agree with all that is known.</summary>
    public bool HasSeen(double width, Part part, Cell cell) => _seen.TryGetValue((_evidence.Root(cell), part), out var seen) && seen.Width >= width;

    public void Dispose()
    {
        foreach (var solver in _programmes.Values.Distinct())
        {
            solver.Dispose();
        }
    }

    private double Most(Solver solver, Part part, IEnumerable<(Cell Cell, int Times)> terms, int sign)
    {
        solver.Objective().Clear();
        foreach (var (cell, times) in terms)
        {
            var (some, others) = _unknowns[cell];
            solver.Objective().SetCoefficient(some, part is Part.Others ? 0 : sign * times);
            solver.Objective().SetCoefficient(others, part is Part.Some ? 0 : sign * times);
        }

        solver.Objective().SetMaximization();
        if (solver.Solve() is not Solver.ResultStatus.OPTIMAL)
        {
            throw new InvalidOperationException("What was told does not add up.");
        }

        Remember(solver);
        return solver.Objective().Value();
    }

    private void Remember(Solver solver)
    {
        foreach (var (cell, (some, others)) in _unknowns.Where(u => _programmes[u.Key] == solver))
        {
            var (did, didNot) = (some.SolutionValue(), others.SolutionValue());
            foreach (var (part, value) in ((Part, double)[])[(Part.Some, did), (Part.Others, didNot), (Part.All, did + didNot)])
            {
                _seen[(cell, part)] = _seen.TryGetValue((cell, part), out var seen) ? new Bounds(Math.Min(seen.Least, value), Math.Max(seen.Most, value)) : new Bounds(value, value);
            }
        }
    }

    private void Add(Solver solver, List<Cell> cells, Func<(Variable Some, Variable Others), Variable> unknown, Func<(int Some, int Others), int> known)
    {
        var (result, sum) = (0, solver.MakeConstraint());
        foreach (var (cell, sign) in cells.Select((cell, i) => (cell, i < cells.Count - 1 ? 1 : -1)))
        {
            if (_unknowns.TryGetValue(cell, out var variables))
            {
                sum.SetCoefficient(unknown(variables), sum.GetCoefficient(unknown(variables)) + sign);
            }
            else
            {
                result -= sign * known(_known.TryGetValue(cell, out var figure) ? figure : throw new InvalidOperationException($"{cell} is neither shown nor a gap."));
            }
        }

        sum.SetBounds(result, result);
    }

    private static int Of((int Some, int Others) figure, Part part) => part switch { Part.Some => figure.Some, Part.Others => figure.Others, _ => figure.Some + figure.Others };
}
