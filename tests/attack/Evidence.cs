namespace Cohesion.Attack;

/// <summary>A number of a table: of which release, in which row and column.</summary>
public readonly record struct Cell(string Release, string Row, string Column);

/// <summary>Those who did, those who did not, or all of a group.</summary>
public enum Part
{
    Some,
    Others,
    All,
}

/// <summary>What is not said of a number leaves it between these.</summary>
internal readonly record struct Range(int LeastSome, double MostSome, int LeastAll, double MostAll)
{
    public static Range operator &(Range left, Range right) => new(
        Math.Max(left.LeastSome, right.LeastSome), Math.Min(left.MostSome, right.MostSome), Math.Max(left.LeastAll, right.LeastAll), Math.Min(left.MostAll, right.MostAll));
}

/// <summary>All that a reader has: "so many of so many" or a gap in each cell, and how cells add up. Learners are never fewer than none.</summary>
public sealed class Evidence
{
    private readonly Dictionary<Cell, (int Some, int Others)> _shown = [];
    private readonly Dictionary<Cell, Range> _gaps = [];
    private readonly List<(IReadOnlyList<Cell> Members, Cell Whole)> _sums = [];
    private readonly Dictionary<Cell, Cell> _same = [];

    internal IReadOnlyDictionary<Cell, Range> Ranges => _gaps;

    internal IReadOnlyList<(IReadOnlyList<Cell> Members, Cell Whole)> Sums => _sums;

    public void Shows(Cell cell, int some, int all) => _shown[cell] = (some, all - some);

    /// <summary>A gap.</summary>
    /// <param name="leastAll">What the symbol says: at least so many in the group.</param>
    public void Hides(Cell cell, int leastAll) => _gaps[cell] = new Range(0, double.PositiveInfinity, leastAll, double.PositiveInfinity);

    /// <summary>Between so many and so many of a group of known size.</summary>
    public void Narrows(Cell cell, int leastSome, int mostSome, int all) => _gaps[cell] = new Range(leastSome, mostSome, all, all);

    /// <summary>Between so many and so many, of nobody knows how many.</summary>
    public void Narrows(Cell cell, int least, int most) => _gaps[cell] = new Range(least, most, least, double.PositiveInfinity);

    /// <summary>The members make the whole.</summary>
    public void AddsUp(IReadOnlyList<Cell> members, Cell whole) => _sums.Add((members, whole));

    /// <summary>The reader knows, or guesses, that nothing has changed between two releases.</summary>
    public void IsUnchanged(Cell then, Cell now)
    {
        if (Root(then) != Root(now))
        {
            _same[Root(then)] = Root(now);
        }
    }

    /// <summary>One cell that stands for all that are known to be the same.</summary>
    internal Cell Root(Cell cell)
    {
        while (_same.TryGetValue(cell, out var next))
        {
            cell = next;
        }

        return cell;
    }

    /// <summary>What is shown of each cell, or of another that is known to be the same.</summary>
    internal Dictionary<Cell, (int Some, int Others)> Known() => _shown.GroupBy(s => Root(s.Key)).ToDictionary(s => s.Key, s => s.First().Value);
}
