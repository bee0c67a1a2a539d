namespace Cohesion.Reporting.Disclosure;

/// <summary>What somebody with the tables of one or several times can hold against them, and which figures of the new one would have to go to stop it.</summary>
internal interface IReader
{
    /// <summary>Which cells help when hidden too, where the line still gives something away; null where it is safe.</summary>
    Func<int, bool>? Weakness(Line line);

    /// <summary>The line as the reader writes it.</summary>
    Line Opened(Line line);

    /// <summary>The cells that the reader finds out though they are secret.</summary>
    IEnumerable<int> Recovered(IReadOnlyList<Line> lines);

    /// <summary>Whether hiding a cell of the new tables takes something from this reader.</summary>
    bool Loses(int cell);
}

/// <summary>Reads the tables of one time, with what tables of other times add to them.</summary>
/// <param name="linesOnly">Line by line; somebody else combines them.</param>
internal sealed class MomentReader(
    IReadOnlyList<Line> lines, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> visibility, int threshold, Func<int, bool> loses, bool linesOnly = false) : IReader
{
    private readonly LineAttack _attack = new(lines, figures, visibility, threshold);

    public Func<int, bool>? Weakness(Line line) => _attack.Weakness(line) is { } helps ? cell => helps(figures[cell]) : null;

    public Line Opened(Line line) => _attack.Opened(line);

    public bool Loses(int cell) => loses(cell);

    public IEnumerable<int> Recovered(IReadOnlyList<Line> lines) => linesOnly ? [] : LinearAttack.Recovered(lines, c => visibility[c].IsHidden(), figures.Count)
        .Concat(WholeNumberAttack.Recovered(lines.Concat(lines.Select(_attack.Opened)).Distinct(), figures, visibility, threshold))
        .Where(IsSecret);

    /// <summary>A figure that is kept back only for its kind may be found out as long as it is safe.</summary>
    private bool IsSecret(int cell) => visibility[cell] is not Visibility.ForAreasOnly || figures[cell].IsUnsafe(threshold);
}

/// <summary>Reads the tables of two times and takes one from the other; what is left is about those who came, left or took part in between.</summary>
/// <param name="parts">The schools of each trust, which can stand in its place.</param>
internal sealed class ChangeReader(
    IReadOnlyList<Change> changes, Func<int, bool> knownThen, IReadOnlyList<Visibility> now, int threshold, IReadOnlyDictionary<int, int[]> parts) : IReader
{
    public Line Opened(Line line) => !line.Members.Any(m => IsHidden(m) && parts.ContainsKey(m)) ? line
        : line with { Members = [.. line.Members.SelectMany(m => IsHidden(m) && parts.TryGetValue(m, out var schools) ? schools : [m])] };

    public bool Loses(int cell) => knownThen(cell) && now[cell] is Visibility.Shown;

    public Func<int, bool>? Weakness(Line line) => WeaknessAsWritten(line) ?? WeaknessAsWritten(Opened(line));

    private Func<int, bool>? WeaknessAsWritten(Line line)
    {
        var (hidden, wholes) = (line.Members.Where(IsHidden).ToList(), line.Wholes.Count(IsHidden));
        var (sum, secret) = (default(Change), line.Wholes.Any(IsSecret));
        foreach (var cell in hidden)
        {
            sum += changes[cell];
            secret |= IsSecret(cell);
        }

        return hidden.Count + wholes == 0 || !(secret || sum.IsUnsafe(threshold)) ? null
            : hidden.Count + wholes == 1 ? _ => true
            // All other groups stayed: those few were of this one.
            : hidden.Count < 2 && line.IsOfOneBody ? line.Members.Any(m => now[m] is Visibility.Shown) ? _ => true : null
            : wholes == 0 && sum.IsUnsafe(threshold) ? cell => sum.IsHelpedBy(changes[cell], threshold)
            : null;
    }

    /// <summary>None: a difference can be worked out where both figures can, and those are looked for already.</summary>
    public IEnumerable<int> Recovered(IReadOnlyList<Line> lines) => [];

    private bool IsHidden(int cell) => !(knownThen(cell) && now[cell].IsKnown());

    private bool IsSecret(int cell) => IsHidden(cell) && IsUnsafe(cell);

    private bool IsUnsafe(int cell) => changes[cell].IsUnsafe(threshold);
}
