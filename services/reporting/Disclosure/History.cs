namespace Cohesion.Reporting.Disclosure;

/// <summary>Tables that have left already: their figures, how each was shown, and by how much the new figures differ.</summary>
internal sealed record Told(Figure[] Figures, Visibility[] Visibility, Figure[] Now, Change[] Changes);

/// <summary>What readers know from all tables that have left so far, before new ones do.</summary>
internal sealed class History
{
    private readonly bool[][] _knownThen;
    private readonly bool[] _pinned;

    public History(IReadOnlyList<Told> told, Figure[] now, Grid grid)
    {
        Told = told;
        _pinned = new bool[now.Length];
        _knownThen = [.. told.Select(_ => new bool[now.Length])];
        var unchanged = told.Select(t => grid.Unchanged(t.Figures, t.Now)).ToList();
        for (var cell = 0; cell < now.Length; cell++)
        {
            for (var then = 0; then < told.Count; then++)
            {
                _knownThen[then][cell] = told.Any(other => other.Visibility[cell].IsKnown() && other.Figures[cell] == told[then].Figures[cell]);
                _pinned[cell] |= told[then].Visibility[cell] is Visibility.Shown && unchanged[then][cell];
            }
        }

        PinWhatFollows(grid, now);
    }

    /// <summary>Hiding these would hide nothing either.</summary>
    public void Pin(IEnumerable<int> cells, Grid grid, Figure[] now)
    {
        foreach (var cell in cells)
        {
            _pinned[cell] = true;
        }

        PinWhatFollows(grid, now);
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Told> Told { get; }

    /// <summary>A figure that was told before just as it is now, or is made of such; hiding it would hide nothing.</summary>
    public bool IsPinned(int cell) => _pinned[cell];

    public bool WasKnown(int then, int cell) => _knownThen[then][cell];

    /// <summary>Whether a cell, shown now, differs from what was told of it at some time by fewer than the threshold.</summary>
    public bool ChangedByTooFew(int cell, int threshold, bool ofHeadcounts) =>
        Told.Where((told, then) => _knownThen[then][cell] && told.Changes[cell].IsUnsafe(threshold, ofHeadcounts)).Any();

    /// <summary>Those who hold the new tables against each of the old ones.</summary>
    public IEnumerable<ChangeReader> Readers(Grid grid, IReadOnlyList<Visibility> now, int threshold) =>
        Told.Select((told, then) => new ChangeReader(grid, told, _knownThen[then], now, threshold));

    private void PinWhatFollows(Grid grid, Figure[] now)
    {
        bool more;
        do
        {
            more = false;
            foreach (var line in grid.Lines)
            {
                if (line.Members.Concat(line.Wholes).Where(c => !_pinned[c] && (now[c].Denominator > 0 || (grid.IsForAreasOnly(c) && !grid.IsOfNobody(c, now)))).Take(2).ToList() is [var last] && line.Members.Concat(line.Wholes).Any(c => _pinned[c]))
                {
                    more = _pinned[last] = true;
                }
            }
        }
        while (more);
    }
}
