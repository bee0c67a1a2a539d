using System.Collections;

namespace Cohesion.Reporting.Disclosure;

/// <summary>Tables that have left already: their figures, how each was shown, and by how much the new figures differ.</summary>
internal sealed record Told(Figure[] Figures, Visibility[] Visibility, Change[] Changes)
{
    /// <summary>A figure that has not changed tells the other time's too.</summary>
    public bool IsSame(int cell) => Changes[cell].IsNone;
}

/// <summary>What readers know from all tables that have left so far, before new ones do.</summary>
internal sealed class History
{
    private readonly IReadOnlyList<Told> _told;
    private readonly bool[][] _knownThen;
    private readonly bool[] _pinned;

    public History(IReadOnlyList<Told> told, IReadOnlyList<Figure> now)
    {
        _told = told;
        _pinned = new bool[now.Count];
        _knownThen = [.. told.Select(_ => new bool[now.Count])];
        for (var cell = 0; cell < now.Count; cell++)
        {
            for (var then = 0; then < told.Count; then++)
            {
                _knownThen[then][cell] = told.Any(other => other.Visibility[cell].IsKnown() && other.Figures[cell] == told[then].Figures[cell]);
                _pinned[cell] |= told[then].Visibility[cell] is Visibility.Shown && told[then].IsSame(cell);
            }
        }
    }

    /// <summary>A figure that was told before just as it is now; hiding it would hide nothing.</summary>
    public bool IsPinned(int cell) => _pinned[cell];

    /// <summary>Whether a cell, shown now, differs from what was told of it at some time by fewer than the threshold.</summary>
    public bool ChangedByTooFew(int cell, int threshold) =>
        _told.Where((told, then) => _knownThen[then][cell] && told.Changes[cell].IsUnsafe(threshold)).Any();

    /// <summary>Who puts all of them together.</summary>
    public IReader[] Joint(IReadOnlyList<Line> lines, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> now, int threshold) =>
        _told.Count == 0 ? [] : [new JointReader(lines, _told, figures, now, threshold)];

    /// <summary>Those who hold the new tables against each of the old ones, both ways.</summary>
    public IEnumerable<IReader> Readers(IReadOnlyList<Line> lines, IReadOnlyList<Visibility> now, int threshold)
    {
        var parts = lines.Where(l => l.Substitutes).ToDictionary(l => l.Wholes.Single(), l => l.Members);
        for (var then = 0; then < _told.Count; then++)
        {
            var (told, known) = (_told[then], _knownThen[then]);
            yield return new ChangeReader(told.Changes, cell => known[cell], now, threshold, parts);
            if (Enumerable.Range(0, now.Count).Any(cell => Adds(cell)))
            {
                yield return new MomentReader(lines, told.Figures, new KnownThen(told, known, now), threshold, Adds, linesOnly: true);
            }

            bool Adds(int cell) => !known[cell] && now[cell] is Visibility.Shown && told.IsSame(cell);
        }
    }

    /// <summary>How the figures of an old table stand once new ones tell those of them that have not changed.</summary>
    private sealed class KnownThen(Told told, bool[] known, IReadOnlyList<Visibility> now) : IReadOnlyList<Visibility>
    {
        public int Count => now.Count;

        public Visibility this[int cell] => told.Visibility[cell].IsKnown() ? told.Visibility[cell]
            : known[cell] || (now[cell].IsKnown() && told.IsSame(cell)) ? Visibility.Shown
            : told.Visibility[cell];

        public IEnumerator<Visibility> GetEnumerator() => Enumerable.Range(0, Count).Select(cell => this[cell]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
