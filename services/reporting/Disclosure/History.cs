namespace Cohesion.Reporting.Disclosure;

/// <summary>Tables that have left already: their figures, how each was shown, and by how much the new figures differ.</summary>
internal sealed record Told(Figure[] Figures, Visibility[] Visibility, Change[] Changes);

/// <summary>What readers know from all tables that have left so far, before new ones do.</summary>
internal sealed class History
{
    private readonly bool[][] _knownThen;
    private readonly bool[] _pinned;

    public History(IReadOnlyList<Told> told, IReadOnlyList<Figure> now)
    {
        Told = told;
        _pinned = new bool[now.Count];
        _knownThen = [.. told.Select(_ => new bool[now.Count])];
        for (var cell = 0; cell < now.Count; cell++)
        {
            for (var then = 0; then < told.Count; then++)
            {
                _knownThen[then][cell] = told.Any(other => other.Visibility[cell].IsKnown() && other.Figures[cell] == told[then].Figures[cell]);
                _pinned[cell] |= told[then].Visibility[cell] is Visibility.Shown && told[then].Figures[cell] == now[cell];
            }
        }
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Told> Told { get; }

    /// <summary>A figure that was told before just as it is now; hiding it would hide nothing.</summary>
    public bool IsPinned(int cell) => _pinned[cell];

    /// <summary>Whether a cell, shown now, differs from what was told of it at some time by fewer than the threshold.</summary>
    public bool ChangedByTooFew(int cell, int threshold, bool ofHeadcounts) =>
        Told.Where((told, then) => _knownThen[then][cell] && told.Changes[cell].IsUnsafe(threshold, ofHeadcounts)).Any();

    /// <summary>Those who hold the new tables against each of the old ones.</summary>
    public IEnumerable<ChangeReader> Readers(Grid grid, IReadOnlyList<Visibility> now, int threshold) =>
        Told.Select((told, then) => new ChangeReader(grid, told.Changes, _knownThen[then], now, threshold));
}
