namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Decides which figures of all tables that leave the schools stay hidden, for all tables together: first those about fewer than the
/// threshold or changed by fewer, then as many more as it takes that no line of figures, no combination of lines and no earlier table gives one away.
/// </summary>
internal sealed class Suppression
{
    private readonly IReadOnlyList<Figure> _figures;
    private readonly IReadOnlyList<Line> _lines;
    private readonly History _history;
    private readonly Visibility[] _visibility;
    private readonly string?[] _from;
    private readonly List<Line>?[] _linesOf;
    private readonly HashSet<int> _unprotected = [];

    private Suppression(IReadOnlyList<Figure> figures, IReadOnlyList<Line> lines, Func<int, bool> forAreasOnly, Func<int, bool> hidden, History history, int threshold)
    {
        (_figures, _lines, _history) = (figures, lines, history);
        _visibility =
        [
            .. figures.Select((f, cell) =>
                forAreasOnly(cell) ? Visibility.ForAreasOnly
                : f.Denominator == 0 ? Visibility.NotApplicable
                : f.IsUnsafe(threshold) ? Visibility.TooFew
                : history.IsPinned(cell) ? Visibility.Shown
                : history.ChangedByTooFew(cell, threshold) ? Visibility.ChangedByTooFew
                : hidden(cell) ? Visibility.CouldBeWorkedOut
                : Visibility.Shown),
        ];
        _from = new string?[figures.Count];
        _linesOf = LinesOf();
    }

    public IReadOnlyList<Visibility> Decided => _visibility;

    /// <summary>What each figure hidden for the others' sake could have been worked out from.</summary>
    public IReadOnlyList<string?> From => _from;

    /// <summary>Cells that give something away although all is hidden that could be: what else could be hidden has been told before.</summary>
    public IReadOnlyCollection<int> Unprotected => _unprotected;

    /// <summary>Works out what to hide: what is unsafe by itself, then what would give it away.</summary>
    /// <param name="forAreasOnly">Figures that are never shown, whatever they are.</param>
    /// <param name="hidden">Figures that an audience nearer to the schools does not see either.</param>
    public static Suppression Of(
        IReadOnlyList<Figure> figures, IReadOnlyList<Line> lines, Func<int, bool> forAreasOnly, int threshold, Func<int, bool>? hidden = null, History? history = null)
    {
        var suppression = new Suppression(figures, lines, forAreasOnly, hidden ?? (_ => false), history ?? new History([], figures), threshold);
        suppression.Settle(threshold);
        return suppression;
    }

    private void Settle(int threshold)
    {
        var now = new MomentReader(_lines, _figures, _visibility, threshold, _ => true);
        var open = new Queue<Line>(_lines);
        var joint = _history.Joint(_lines, _figures, _visibility, threshold);
        while (open.Count > 0)
        {
            // What new tables add to old ones may only come up when the new ones have settled.
            IReader[] readers = [now, .. _history.Readers(_lines, _visibility, threshold), .. joint];
            Close(open, readers);
            foreach (var reader in readers)
            {
                foreach (var cell in reader.Recovered(_lines).Where(c => !_unprotected.Contains(c)).ToList())
                {
                    HideBeside(cell, reader, open);
                }
            }
        }
    }

    /// <summary>Hides in each open line what it takes, until none is open.</summary>
    private void Close(Queue<Line> open, IReader[] readers)
    {
        while (open.TryDequeue(out var line))
        {
            foreach (var reader in readers)
            {
                while (reader.Weakness(line) is { } helps)
                {
                    if (Next(reader.Opened(line), c => helps(c) && reader.Loses(c), reader) is not { } cell)
                    {
                        Fail(line, reader);
                        break;
                    }

                    Hide(cell, line, open);
                }
            }
        }
    }

    private void Hide(int cell, Line line, Queue<Line> open)
    {
        _visibility[cell] = Visibility.CouldBeWorkedOut;
        _from[cell] = line.From;
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

    /// <summary>The smallest figure that helps; a whole only where no member is left.</summary>
    private int? Next(Line line, Func<int, bool> helps, IReader reader) => Smallest(line.Members, helps) ?? Smallest(line.Wholes, reader.Loses);

    private int? Smallest(IEnumerable<int> cells, Func<int, bool> helps) => cells
        .Where(c => _visibility[c] is Visibility.Shown && !_history.IsPinned(c) && helps(c))
        .Select(c => (int?)c)
        .MinBy(c => (_figures[c!.Value].Denominator, c));

    /// <summary>Hides the smallest figure that shares a line with a recovered one, or with one that shares a line with it, and so on.</summary>
    private void HideBeside(int recovered, IReader reader, Queue<Line> open)
    {
        var seen = new HashSet<Line>();
        for (IReadOnlyList<int> ring = [recovered]; ring.Count > 0;)
        {
            var around = ring.SelectMany(c => _linesOf[c] ?? []).Where(seen.Add).ToList();
            if ((Smallest(around.SelectMany(l => l.Members), reader.Loses) ?? Smallest(around.SelectMany(l => l.Wholes), reader.Loses)) is { } cell)
            {
                Hide(cell, around.First(l => l.Members.Contains(cell) || l.Wholes.Contains(cell)), open);
                return;
            }

            ring = [.. around.SelectMany(l => l.Members.Concat(l.Wholes)).Distinct()];
        }

        _unprotected.Add(recovered);
    }

    private List<Line>?[] LinesOf()
    {
        var linesOf = new List<Line>?[_figures.Count];
        foreach (var line in _lines)
        {
            foreach (var cell in line.Members.Concat(line.Wholes))
            {
                (linesOf[cell] ??= []).Add(line);
            }
        }

        return linesOf;
    }
}
