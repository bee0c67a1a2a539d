namespace Cohesion.Attack;

/// <summary>Evidence about "so many of so many": those who did, all, and those who did not, each with the same gaps and sums.</summary>
public sealed class ShareEvidence(int threshold)
{
    private readonly HashSet<Cell> _small = [];

    public Evidence Some { get; } = new();

    public Evidence All { get; } = new();

    public Evidence Others { get; } = new();

    private IEnumerable<Evidence> Each => [Some, All, Others];

    public void Shows(Cell cell, int some, int all)
    {
        Some.Shows(cell, some);
        All.Shows(cell, all);
        Others.Shows(cell, all - some);
    }

    /// <summary>A gap.</summary>
    /// <param name="leastAll">What the symbol says: at least so many in the group.</param>
    /// <param name="isSmall">Whether it says that the number itself is small, not only that a small one could be worked out from it.</param>
    public void Hides(Cell cell, int leastAll, bool isSmall)
    {
        if (isSmall)
        {
            _small.Add(cell);
        }

        Some.Hides(cell);
        All.Hides(cell, leastAll);
        Others.Hides(cell);
    }

    public void AddsUp(IReadOnlyList<Cell> members, IReadOnlyList<Cell> wholes) => Each.ToList().ForEach(e => e.AddsUp(members, wholes));

    public void IsUnchanged(Cell then, Cell now) => Each.ToList().ForEach(e => e.IsUnchanged(then, now));

    /// <summary>
    /// Gaps that are none: the size of a group is known, or that of a small one better than "some, but fewer than the threshold"; or those of it who
    /// did, or did not, are known to be so many and fewer than the threshold. Asked to be thorough, only what is known exactly counts.
    /// </summary>
    public IEnumerable<Finding> GivenAway(bool thorough = false) =>
    [
        .. Reader.Attack(All, thorough).Where(f => f.IsExact || (!thorough && f.Most - f.Least < threshold - 2 && _small.Contains(f.Cell))),
        .. Reader.Attack(Some, thorough).Concat(Reader.Attack(Others, thorough)).Where(f => f.IsExact && f.Least > 0.5 && f.Least < threshold),
    ];
}
