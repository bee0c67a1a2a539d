namespace Cohesion.Reporting.Disclosure;

/// <summary>What a reader finds out from one line of figures: the only one hidden, or that those hidden together are about fewer than the threshold.</summary>
internal sealed class LineAttack
{
    private readonly IReadOnlyList<Figure> _figures;
    private readonly IReadOnlyList<Visibility> _visibility;
    private readonly int _threshold;
    private readonly Dictionary<int, int[]> _parts = [];
    private readonly bool[] _nobodyKnown;
    private readonly bool[] _everybodyKnown;

    /// <summary>Knows which lines there are, and what their wholes say of every member.</summary>
    /// <param name="visibility">Read anew at every question.</param>
    public LineAttack(IReadOnlyList<Line> lines, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> visibility, int threshold)
    {
        (_figures, _visibility, _threshold) = (figures, visibility, threshold);
        (_nobodyKnown, _everybodyKnown) = (new bool[figures.Count], new bool[figures.Count]);
        foreach (var line in lines)
        {
            if (line.Substitutes)
            {
                _parts[line.Wholes.Single()] = line.Members;
            }

            Array.ForEach(line.Members, m => _nobodyKnown[m] |= line.Wholes.All(w => _visibility[w] is not Visibility.ForAreasOnly && _figures[w].Numerator == 0));
            Array.ForEach(line.Members, m => _everybodyKnown[m] |= line.Wholes.All(w => _visibility[w] is not Visibility.ForAreasOnly && _figures[w].Remainder == 0));
        }
    }

    /// <summary>Which figures help when hidden too, where the line's hidden figures together still give something away; null where they are safe.</summary>
    public Func<Figure, bool>? Weakness(Line line) => WeaknessAsWritten(line) ?? WeaknessAsWritten(Opened(line));

    /// <summary>The line as a reader writes it: hidden trusts as the schools they are made of.</summary>
    public Line Opened(Line line) => !line.Members.Any(m => Hidden(m) && _parts.ContainsKey(m)) ? line
        : line with { Members = [.. line.Members.SelectMany(m => Hidden(m) && _parts.TryGetValue(m, out var parts) ? parts : [m])] };

    private Func<Figure, bool>? WeaknessAsWritten(Line line)
    {
        var (hidden, secret, slack, nobody, everybody, sum) = (0, 0, 0, true, true, default(Figure));
        foreach (var cell in line.Members.Where(Hidden))
        {
            var figure = _figures[cell];
            hidden++;
            secret += _visibility[cell] is Visibility.ForAreasOnly ? 0 : 1;
            slack += figure.Denominator - _visibility[cell].LeastKnown(_threshold);
            nobody &= _nobodyKnown[cell];
            everybody &= _everybodyKnown[cell];
            sum += figure;
        }

        var wholes = line.Wholes.Count(Hidden);
        return hidden + wholes == 0 ? null
            : secret + wholes == 0 ? sum.IsUnsafe(_threshold) ? _ => true : null
            : hidden + wholes == 1 ? _ => true
            : wholes > 0 ? null
            : slack < _threshold - 2 ? _ => true
            : sum.Numerator < _threshold && !nobody ? f => f.Numerator > 0
            : sum.Remainder < _threshold && !everybody ? f => f.Remainder > 0
            : null;
    }

    private bool Hidden(int cell) => _visibility[cell].IsHidden();
}
