namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Decides which figures of all tables that leave the schools stay hidden, for all tables together: first those about fewer than the
/// threshold or changed by fewer, then as many more as it takes that no line of figures, no combination of lines and no earlier table gives one away.
/// </summary>
internal sealed class Suppression
{
    private readonly Grid _grid;
    private readonly Figure[] _figures;
    private readonly History _history;
    private readonly int _threshold;
    private readonly Visibility[] _visibility;
    private readonly string?[] _from;
    private readonly List<Line>?[] _linesOf;
    private readonly HashSet<int> _unprotected = [];
    private readonly HashSet<int> _workedOut = [];

    private Suppression(Grid grid, Figure[] figures, int threshold, History history, HashSet<int> hidden)
    {
        (_grid, _figures, _history, _threshold) = (grid, figures, history, threshold);
        _visibility =
        [
            .. figures.Select((f, cell) =>
                grid.IsForAreasOnly(cell) && !grid.IsOfNobody(cell, figures) ? Visibility.ForAreasOnly
                : f.Denominator == 0 ? Visibility.NotApplicable
                : f.IsUnsafe(threshold) ? Visibility.TooFew
                : history.IsPinned(cell) ? Visibility.Shown
                : history.ChangedByTooFew(cell, threshold, grid.IsHeadcount(cell)) ? Visibility.ChangedByTooFew
                : hidden.Contains(cell) ? Visibility.CouldBeWorkedOut
                : Visibility.Shown),
        ];
        _from = new string?[figures.Length];
        _linesOf = LinesOf();
    }

    public IReadOnlyList<Visibility> Decided => _visibility;

    /// <summary>What each figure hidden for the others' sake could have been worked out from.</summary>
    public IReadOnlyList<string?> From => _from;

    /// <summary>Cells that give something away although all is hidden that could be: what else could be hidden has been told before.</summary>
    public IReadOnlyCollection<int> Unprotected => _unprotected;

    /// <summary>Works out what to hide: what is unsafe by itself, then what would give it away.</summary>
    /// <param name="hidden">Figures that an audience nearer to the schools does not see either.</param>
    public static Suppression Of(Grid grid, Figure[] figures, int threshold, History history, HashSet<int> hidden)
    {
        while (true)
        {
            var suppression = new Suppression(grid, figures, threshold, history, hidden);
            suppression.Settle();
            if (suppression._workedOut.Count == 0)
            {
                return suppression;
            }

            // Hidden for others' sake, and worked out from what was told before whatever is hidden now: it protects nobody.
            history.Pin(suppression._workedOut, grid, figures);
        }
    }

    private void Settle()
    {
        IReader[] readers = [new MomentReader(_grid.Lines, _figures, _visibility, _threshold), .. _history.Readers(_grid, _visibility, _threshold)];
        var unknowns = new Unknowns(_grid, _history.Told, _figures, _visibility);
        var programme = new Programme(unknowns, _threshold);
        var all = new Queue<Line>(_grid.Lines);
        HideWhereSchoolsMoved(all);
        Close(all, readers);
        // Whatever is hidden besides can only leave more room: who has enough is not asked again.
        Protect(Secret.Of(_grid, unknowns, _history.Told, _figures, _threshold), programme, readers, _unprotected);
        var done = new HashSet<int>();
        while (Enumerable.Range(0, _visibility.Length).Where(c => _visibility[c] is Visibility.CouldBeWorkedOut && done.Add(c)).ToList() is { Count: > 0 } hidden)
        {
            Protect(hidden.Select(c => Secret.Of(c, unknowns.Of(unknowns.Times - 1, c), _figures[c])), programme, readers, _workedOut);
        }
    }

    /// <summary>Where a reader knew both before and after, all that schools have moved between may still differ by too few together.</summary>
    private void HideWhereSchoolsMoved(Queue<Line> open)
    {
        for (var then = 0; then < _history.Told.Count; then++)
        {
            foreach (var (cells, change) in _grid.Moves(_history.Told[then].Figures, _figures))
            {
                if (!change.IsUnsafe(_threshold, _grid.IsHeadcount(cells[0])) || cells.Any(c => !_history.WasKnown(then, c) || !_visibility[c].IsKnown()))
                {
                    continue;
                }

                if (Smallest(cells, _ => true) is { } cell)
                {
                    Hide(cell, "what was told before", open);
                }
                else
                {
                    _unprotected.UnionWith(cells);
                }
            }
        }
    }

    /// <summary>Hides more until every secret has room; where all is hidden that would help nothing is wrong, but for what was told before.</summary>
    private void Protect(IEnumerable<Secret> secrets, Programme programme, IReader[] readers, HashSet<int> failed)
    {
        foreach (var secret in secrets.ToList().AsParallel().AsOrdered().Where(secret => programme.Lack(secret) is not null).ToList())
        {
            while (programme.Lack(secret) is { } lack)
            {
                if (Cheapest(secret, lack) is not { } more)
                {
                    if (_history.Told.Count > 0)
                    {
                        failed.Add(secret.Cell);
                    }

                    break;
                }

                var open = new Queue<Line>();
                Hide(more.Cell, more.From, open);
                Close(open, readers);
            }
        }
    }

    /// <summary>The secret's own figure, else the smallest group's that leaves enough room by itself; totals last, which are what is looked for first.</summary>
    private Help? Cheapest(Secret secret, IReadOnlyList<Help> lack) => lack
        .Where(h => CanHide(h.Cell))
        .MinBy(h => (h.Cell != secret.Cell, _grid.IsTotal(h.Cell), _figures[h.Cell].Denominator < _threshold + secret.Room, _figures[h.Cell].Denominator, h.Cell));

    /// <summary>Hides in each open line what it takes, until none is open.</summary>
    private void Close(Queue<Line> open, IReader[] readers)
    {
        while (open.TryDequeue(out var line))
        {
            foreach (var reader in readers)
            {
                while (reader.Weakness(line) is { } helps)
                {
                    if (Next(reader.Opened(line), helps) is not { } cell)
                    {
                        Fail(line, reader);
                        break;
                    }

                    Hide(cell, line.From, open);
                }
            }
        }
    }

    private void Hide(int cell, string from, Queue<Line> open)
    {
        _visibility[cell] = Visibility.CouldBeWorkedOut;
        _from[cell] = from;
        _linesOf[cell]?.ForEach(open.Enqueue);
    }

    /// <summary>Where everything in a line is hidden nothing is wrong; where something cannot be hidden any more it is.</summary>
    private void Fail(Line line, IReader reader)
    {
        var cells = line.Members.Concat(line.Wholes).ToList();
        if (reader is ChangeReader || cells.Exists(_history.IsPinned))
        {
            _unprotected.UnionWith(cells);
        }
    }

    private bool CanHide(int cell) => _visibility[cell] is Visibility.Shown && !_history.IsPinned(cell);

    /// <summary>The smallest figure that helps; a whole only where no member is left.</summary>
    private int? Next(Line line, Func<int, bool> helps) => Smallest(line.Members, helps) ?? Smallest(line.Wholes, _ => true);

    private int? Smallest(IEnumerable<int> cells, Func<int, bool> helps) => cells
        .Where(c => CanHide(c) && helps(c))
        .Select(c => (int?)c)
        .MinBy(c => (_figures[c!.Value].Denominator, c));

    private List<Line>?[] LinesOf()
    {
        var linesOf = new List<Line>?[_figures.Length];
        foreach (var line in _grid.Lines)
        {
            foreach (var cell in line.Members.Concat(line.Wholes))
            {
                (linesOf[cell] ??= []).Add(line);
            }
        }

        return linesOf;
    }
}
