namespace Cohesion.Attack;

/// <summary>A sum of unknowns with its result.</summary>
internal sealed record Equation(IReadOnlyList<(int Unknown, double Times)> Terms, double Result);

/// <summary>The evidence as equations: what does not change is one unknown, what is shown anywhere is none.</summary>
internal sealed class Equations
{
    private readonly Dictionary<Cell, Cell> _parent = [];
    private readonly Dictionary<Cell, int> _numbers = [];
    private readonly Dictionary<Cell, int> _unknowns = [];

    public Equations(Evidence evidence)
    {
        foreach (var (left, right) in evidence.Same)
        {
            _parent[Root(left)] = Root(right);
        }

        foreach (var (cell, number) in evidence.Numbers)
        {
            _numbers[Root(cell)] = number;
        }

        foreach (var (cell, (least, most)) in evidence.Gaps)
        {
            if (!_numbers.ContainsKey(Root(cell)) && _unknowns.TryAdd(Root(cell), _unknowns.Count))
            {
                Low.Add(least);
                High.Add(most);
            }
            else if (_unknowns.TryGetValue(Root(cell), out var unknown))
            {
                (Low[unknown], High[unknown]) = (Math.Max(Low[unknown], least), Math.Min(High[unknown], most));
            }
        }

        All = [.. evidence.Sums.Select(s => Of(s.Members, s.Wholes)).Where(e => e.Terms.Count > 0)];
    }

    public IReadOnlyList<Equation> All { get; }

    /// <summary>What symbols say about each unknown.</summary>
    public List<double> Low { get; } = [];

    public List<double> High { get; } = [];

    public int Count => _unknowns.Count;

    /// <summary>The number of a gap that another release shows.</summary>
    public int? Number(Cell cell) => _numbers.TryGetValue(Root(cell), out var number) ? number : null;

    public int? Unknown(Cell cell) => _unknowns.TryGetValue(Root(cell), out var unknown) ? unknown : null;

    private Equation Of(IReadOnlyList<Cell> members, IReadOnlyList<Cell> wholes)
    {
        var (terms, result) = (new Dictionary<int, double>(), 0.0);
        foreach (var (cell, sign) in members.Select(m => (m, 1)).Concat(wholes.Select(w => (w, -1))))
        {
            if (Unknown(cell) is { } unknown)
            {
                terms[unknown] = terms.GetValueOrDefault(unknown) + sign;
            }
            else
            {
                result -= sign * (Number(cell) ?? throw new InvalidOperationException($"{cell} is neither shown nor a gap."));
            }
        }

        return new Equation([.. terms.Where(t => t.Value != 0).Select(t => (t.Key, t.Value))], result);
    }

    private Cell Root(Cell cell)
    {
        while (_parent.TryGetValue(cell, out var parent) && parent != cell)
        {
            cell = parent;
        }

        return cell;
    }
}
