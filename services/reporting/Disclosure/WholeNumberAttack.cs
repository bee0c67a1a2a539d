namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// What a reader finds out who knows that learners come in whole numbers: each line bounds its hidden figures by what the others leave,
/// again and again until nothing moves. A figure is recovered when its group's size, or a small part of it, has one value left.
/// </summary>
internal sealed class WholeNumberAttack
{
    private const int Rounds = 100;
    private const long Unbounded = int.MaxValue;
    private readonly IReadOnlyList<Line> _lines;
    private readonly IReadOnlyList<Visibility> _visibility;
    private readonly long[] _low;
    private readonly long[] _high;

    private WholeNumberAttack(IReadOnlyList<Line> lines, IReadOnlyList<Visibility> visibility, Func<int, int> part, Func<int, long> atLeast)
    {
        (_lines, _visibility) = (lines, visibility);
        _low = [.. Enumerable.Range(0, visibility.Count).Select(c => Hidden(c) ? atLeast(c) : part(c))];
        _high = [.. Enumerable.Range(0, visibility.Count).Select(c => Hidden(c) ? Unbounded : part(c))];
    }

    public static IEnumerable<int> Recovered(IEnumerable<Line> lines, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> visibility, int threshold)
    {
        var broken = lines.Where(l => l.Members.Concat(l.Wholes).Any(c => visibility[c].IsHidden())).ToList();
        return new WholeNumberAttack(broken, visibility, c => figures[c].Denominator, c => visibility[c].LeastKnown(threshold)).Cornered(long.MaxValue)
            .Union(new WholeNumberAttack(broken, visibility, c => figures[c].Numerator, _ => 0).Cornered(threshold))
            .Union(new WholeNumberAttack(broken, visibility, c => figures[c].Remainder, _ => 0).Cornered(threshold))
            .Order();
    }

    private bool Hidden(int cell) => _visibility[cell].IsHidden();

    private IEnumerable<int> Cornered(long below)
    {
        for (var round = 0; round < Rounds && _lines.Aggregate(false, (moved, line) => Tighten(line) | moved); round++)
        {
        }

        return Enumerable.Range(0, _visibility.Count).Where(c => Hidden(c) && _low[c] >= _high[c] && _low[c] > 0 && _low[c] < below);
    }

    /// <summary>Bounds a line's hidden figures by the rest of the line; true where something moved.</summary>
    private bool Tighten(Line line)
    {
        // Members count up, wholes down; together they are nothing.
        var least = line.Members.Sum(m => _low[m]) - line.Wholes.Sum(w => _high[w]);
        var most = line.Members.Sum(m => _high[m]) - line.Wholes.Sum(w => _low[w]);
        var moved = false;
        foreach (var cell in line.Members.Where(Hidden))
        {
            moved |= Narrow(cell, _high[cell] - most, _low[cell] - least);
        }

        foreach (var cell in line.Wholes.Where(Hidden))
        {
            moved |= Narrow(cell, least + _high[cell], most + _low[cell]);
        }

        return moved;
    }

    private bool Narrow(int cell, long low, long high)
    {
        if (low <= _low[cell] && high >= _high[cell])
        {
            return false;
        }

        (_low[cell], _high[cell]) = (Math.Max(low, _low[cell]), Math.Min(high, _high[cell]));
        return true;
    }
}
