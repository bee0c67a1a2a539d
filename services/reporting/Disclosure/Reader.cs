namespace Cohesion.Reporting.Disclosure;

/// <summary>What somebody with the tables of one or two times can hold against them line by line, and what would have to be hidden to stop it.</summary>
internal interface IReader
{
    /// <summary>Which cells help when hidden too, where the line still gives something away; null where it is safe.</summary>
    Func<int, bool>? Weakness(Line line);

    /// <summary>The line as a reader writes it: hidden trusts as the schools they are made of.</summary>
    Line Opened(Line line);
}

/// <summary>Whoever writes the schools of a hidden trust in its place.</summary>
internal sealed class Opening(IEnumerable<Line> lines)
{
    private readonly Dictionary<int, int[]> _parts = lines.Where(l => l.Substitutes).ToDictionary(l => l.Wholes.Single(), l => l.Members);

    public Line Open(Line line, Func<int, bool> hidden) => !line.Members.Any(m => hidden(m) && _parts.ContainsKey(m)) ? line
        : line with { Members = [.. line.Members.SelectMany(m => hidden(m) && _parts.TryGetValue(m, out var parts) ? parts : [m])] };
}

/// <summary>Reads the new tables by themselves: a line's only hidden figure, or that those hidden together are about fewer than the threshold.</summary>
internal sealed class MomentReader : IReader
{
    private readonly IReadOnlyList<Figure> _figures;
    private readonly IReadOnlyList<Visibility> _visibility;
    private readonly int _threshold;
    private readonly Opening _opening;
    private readonly bool[] _nobodyKnown;
    private readonly bool[] _everybodyKnown;

    /// <summary>Knows which lines there are, and what their wholes say of every member.</summary>
    /// <param name="visibility">Read anew at every question.</param>
    public MomentReader(IReadOnlyList<Line> lines, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> visibility, int threshold)
    {
        (_figures, _visibility, _threshold, _opening) = (figures, visibility, threshold, new Opening(lines));
        (_nobodyKnown, _everybodyKnown) = (new bool[figures.Count], new bool[figures.Count]);
        foreach (var line in lines)
        {
            Array.ForEach(line.Members, m => _nobodyKnown[m] |= line.Wholes.All(w => _visibility[w] is not Visibility.ForAreasOnly && _figures[w].Numerator == 0));
            Array.ForEach(line.Members, m => _everybodyKnown[m] |= line.Wholes.All(w => _visibility[w] is not Visibility.ForAreasOnly && _figures[w].Remainder == 0));
        }
    }

    public Func<int, bool>? Weakness(Line line) => WeaknessAsWritten(line) ?? WeaknessAsWritten(Opened(line));

    public Line Opened(Line line) => _opening.Open(line, IsHidden);

    private Func<int, bool>? WeaknessAsWritten(Line line)
    {
        var (hidden, secret, slack, nobody, everybody, sum) = (0, 0, 0, true, true, default(Figure));
        foreach (var cell in line.Members.Where(IsHidden))
        {
            var figure = _figures[cell];
            hidden++;
            secret += _visibility[cell] is Visibility.ForAreasOnly ? 0 : 1;
            slack += figure.Denominator - _visibility[cell].LeastKnown(_threshold);
            nobody &= _nobodyKnown[cell];
            everybody &= _everybodyKnown[cell];
            sum += figure;
        }

        var wholes = line.Wholes.Count(IsHidden);
        return hidden + wholes == 0 ? null
            : secret + wholes == 0 ? sum.IsUnsafe(_threshold) ? _ => true : null
            : hidden + wholes == 1 ? _ => true
            : wholes > 0 ? null
            : slack < _threshold - 1 ? _ => true
            : sum.Numerator < _threshold && !nobody ? cell => _figures[cell].Numerator > 0
            : sum.Remainder < _threshold && !everybody ? cell => _figures[cell].Remainder > 0
            : null;
    }

    private bool IsHidden(int cell) => _visibility[cell].IsHidden();
}

/// <summary>Reads the tables of two times and takes one from the other; what is left is about those who came, left or took part in between.</summary>
internal sealed class ChangeReader(Grid grid, Told told, IReadOnlyList<bool> knownThen, IReadOnlyList<Visibility> now, int threshold) : IReader
{
    private readonly Opening _opening = new(grid.Lines);

    public Func<int, bool>? Weakness(Line line) => (WeaknessAsWritten(line) ?? WeaknessAsWritten(Opened(line))) is { } helps ? cell => knownThen[cell] && helps(cell) : null;

    public Line Opened(Line line) => _opening.Open(line, IsHidden);

    private Func<int, bool>? WeaknessAsWritten(Line line)
    {
        var (hidden, wholes) = (line.Members.Where(IsHidden).ToList(), line.Wholes.Where(IsHidden).ToList());
        var ofHeadcounts = line.Wholes.All(grid.IsHeadcount);
        var sum = grid.Together(hidden, told);
        return hidden.Count + wholes.Count == 0 || !(hidden.Concat(wholes).Any(IsSecret) || sum.IsUnsafe(threshold, ofHeadcounts)) ? null
            : hidden.Count + wholes.Count == 1 ? _ => true
            // All other groups stayed: those few were of this one.
            : hidden.Count < 2 && line.IsOfOneBody ? line.Members.Any(m => now[m] is Visibility.Shown) ? _ => true : null
            : wholes.Count == 0 && sum.IsUnsafe(threshold, ofHeadcounts) ? cell => sum.IsHelpedBy(told.Changes[cell], threshold, ofHeadcounts)
            : null;
    }

    private bool IsHidden(int cell) => !(knownThen[cell] && now[cell].IsKnown());

    private bool IsSecret(int cell) => told.Changes[cell].IsUnsafe(threshold, grid.IsHeadcount(cell));
}
