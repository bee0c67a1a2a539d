namespace Cohesion.Reporting.Disclosure;

/// <summary>So many times an unknown.</summary>
internal readonly record struct Term(int Unknown, int Times);

/// <summary>Members less wholes, which make nothing.</summary>
/// <param name="from">What a hidden figure of it could be worked out from, as a page says it.</param>
internal sealed class Equation(string from, Term[] terms)
{
    public string From => from;

    public IReadOnlyList<Term> Terms => terms;
}

/// <summary>
/// The tables of all times as one system of equations. Its reader knows of every figure whether it has changed: what has not is one unknown, whenever
/// it was counted, so that what one release says about it helps with another.
/// </summary>
internal sealed class Unknowns
{
    private readonly List<Figure> _figures = [];
    private readonly List<Visibility?> _told = [];
    private readonly List<int?> _cellNow = [];
    private readonly List<int> _cell = [];
    private readonly IReadOnlyList<Visibility> _now;
    private readonly int[][] _of;
    private readonly List<List<Equation>> _equationsOf;

    /// <summary>Names every figure of every time.</summary>
    /// <param name="now">Read anew at every question.</param>
    public Unknowns(Grid grid, IReadOnlyList<Told> told, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> now)
    {
        _now = now;
        Figure[][] times = [.. told.Select(t => t.Figures), [.. figures]];
        _of = [.. times.Select(_ => new int[figures.Count])];
        var unchanged = times.Select((now, time) => times.Take(time).Select(then => grid.Unchanged(then, now)).ToList()).ToList();
        for (var time = 0; time < times.Length; time++)
        {
            for (var cell = 0; cell < figures.Count; cell++)
            {
                Name(Enumerable.Range(0, time).Where(t => unchanged[time][t][cell]), times[time][cell], time, cell, time < told.Count ? told[time].Visibility[cell] : null);
            }
        }

        _equationsOf = [.. _figures.Select(_ => new List<Equation>())];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (from, terms) in _of.SelectMany(of => grid.Lines.Select(l => (l.From, Terms(l, of)))))
        {
            // A line of which nothing has changed says nothing new.
            if (known.Add(string.Join(' ', terms)))
            {
                var equation = new Equation(from, terms);
                Array.ForEach(terms, t => _equationsOf[t.Unknown].Add(equation));
            }
        }
    }

    /// <summary>Times, the oldest first, the last of them now.</summary>
    public int Times => _of.Length;

    public int Of(int time, int cell) => _of[time][cell];

    /// <summary>What its cell was, or is, at other times.</summary>
    public IEnumerable<int> SameCell(int unknown) => _of.Select(of => of[_cell[unknown]]).Distinct().Where(other => other != unknown);

    /// <summary>Its cell in the new tables; null where it was counted for earlier ones only.</summary>
    public int? CellNow(int unknown) => _cellNow[unknown];

    public Figure Figure(int unknown) => _figures[unknown];

    public IReadOnlyList<Equation> EquationsOf(int unknown) => _equationsOf[unknown];

    /// <summary>Whether any table of any time tells it.</summary>
    public bool IsKnown(int unknown) => _told[unknown]?.IsKnown() is true || NowOf(unknown)?.IsKnown() is true;

    /// <summary>How many it counts at least, as its symbols say.</summary>
    public int LeastKnown(int unknown, int threshold) => (_told[unknown], NowOf(unknown)) switch
    {
        (Visibility.TooFew, _) or (_, Visibility.TooFew) => Visibility.TooFew.LeastKnown(threshold),
        var (then, now) => Math.Max(then?.LeastKnown(threshold) ?? 0, now?.LeastKnown(threshold) ?? 0),
    };

    private Visibility? NowOf(int unknown) => _cellNow[unknown] is { } cell ? _now[cell] : null;

    private void Name(IEnumerable<int> sameAt, Figure figure, int time, int cell, Visibility? told)
    {
        var before = sameAt.Select(t => (int?)_of[t][cell]).FirstOrDefault();
        var unknown = before ?? _figures.Count;
        if (before is null)
        {
            _figures.Add(figure);
            _told.Add(null);
            _cellNow.Add(null);
            _cell.Add(cell);
        }

        _of[time][cell] = unknown;
        if (told is not { } then)
        {
            _cellNow[unknown] = cell;
        }
        else if (_told[unknown]?.IsKnown() is not true)
        {
            _told[unknown] = _told[unknown] is Visibility.TooFew && !then.IsKnown() ? Visibility.TooFew : then;
        }
    }

    private static Term[] Terms(Line line, int[] of) => [.. line.Members.Select(m => new Term(of[m], 1)), .. line.Wholes.Select(w => new Term(of[w], -1))];
}
