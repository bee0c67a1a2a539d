namespace Cohesion.Attack;

/// <summary>A number of a table: of which release, in which row and column.</summary>
public readonly record struct Cell(string Release, string Row, string Column);

/// <summary>All that a reader has: numbers, gaps, and how they add up. Learners come in whole numbers, and never fewer than none.</summary>
public sealed class Evidence
{
    private readonly Dictionary<Cell, int> _numbers = [];
    private readonly Dictionary<Cell, (int Least, int Most)> _gaps = [];
    private readonly List<(IReadOnlyList<Cell> Members, IReadOnlyList<Cell> Wholes)> _sums = [];
    private readonly List<(Cell Left, Cell Right)> _same = [];

    public IReadOnlyDictionary<Cell, int> Numbers => _numbers;

    public IReadOnlyDictionary<Cell, (int Least, int Most)> Gaps => _gaps;

    internal IReadOnlyList<(IReadOnlyList<Cell> Members, IReadOnlyList<Cell> Wholes)> Sums => _sums;

    internal IReadOnlyList<(Cell Left, Cell Right)> Same => _same;

    public void Shows(Cell cell, int number) => _numbers[cell] = number;

    /// <summary>A gap, and what its symbol says of the number behind it.</summary>
    public void Hides(Cell cell, int least = 0, int most = int.MaxValue) => _gaps[cell] = (least, most);

    /// <summary>The members make the wholes.</summary>
    public void AddsUp(IReadOnlyList<Cell> members, IReadOnlyList<Cell> wholes) => _sums.Add((members, wholes));

    /// <summary>The reader knows, or guesses, that nothing has changed between two releases.</summary>
    public void IsUnchanged(Cell then, Cell now) => _same.Add((then, now));
}
