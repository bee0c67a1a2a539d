namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Decides which figures of all tables that leave the schools stay hidden, for all tables together: first those about fewer than the
/// threshold, then as many more as it takes that no line of figures, and no combination of lines, gives a hidden one away.
/// </summary>
public sealed class Suppression
{
    private readonly IReadOnlyList<Figure> _figures;
    private readonly int _threshold;
    private readonly Visibility[] _visibility;
    private readonly string?[] _from;

    private Suppression(IReadOnlyList<Figure> figures, Func<int, bool> forAreasOnly, int threshold)
    {
        (_figures, _threshold) = (figures, threshold);
        _visibility =
        [
            .. figures.Select((f, cell) =>
                forAreasOnly(cell) ? Visibility.ForAreasOnly : f.Denominator == 0 ? Visibility.NotApplicable : f.IsUnsafe(threshold) ? Visibility.TooFew : Visibility.Shown),
        ];
        _from = new string?[figures.Count];
    }

    public Visibility this[int cell] => _visibility[cell];

    /// <summary>What a figure hidden for the others' sake could have been worked out from.</summary>
    public string? From(int cell) => _from[cell];

    /// <summary>Works out what to hide: what is unsafe by itself, then what would give it away.</summary>
    /// <param name="forAreasOnly">Figures that are never shown, whatever they are.</param>
    public static Suppression Of(IReadOnlyList<Figure> figures, IReadOnlyList<Line> lines, Func<int, bool> forAreasOnly, int threshold)
    {
        var suppression = new Suppression(figures, forAreasOnly, threshold);
        suppression.Settle(lines);
        return suppression;
    }

    private void Settle(IReadOnlyList<Line> lines)
    {
        var attack = new LineAttack(lines, _figures, _visibility, _threshold);
        var linesOf = LinesOf(lines);
        var open = new Queue<Line>(lines);
        while (true)
        {
            while (open.TryDequeue(out var line))
            {
                while (attack.Weakness(line) is { } helps && Next(attack.Opened(line), helps) is { } cell)
                {
                    Hide(cell, line, linesOf, open);
                }
            }

            var recovered = LinearAttack.Recovered(lines, Hidden, _figures.Count)
                .Concat(WholeNumberAttack.Recovered(lines.Concat(lines.Select(attack.Opened)).Distinct(), _figures, _visibility, _threshold));
            foreach (var cell in recovered.Where(IsSecret))
            {
                HideBeside(cell, linesOf, open);
            }

            if (open.Count == 0)
            {
                return;
            }
        }
    }

    private bool Hidden(int cell) => _visibility[cell].IsHidden();

    /// <summary>A figure that is kept back only for its kind may be found out as long as it is safe.</summary>
    private bool IsSecret(int cell) => _visibility[cell] is not Visibility.ForAreasOnly || _figures[cell].IsUnsafe(_threshold);

    private void Hide(int cell, Line line, List<Line>?[] linesOf, Queue<Line> open)
    {
        _visibility[cell] = Visibility.CouldBeWorkedOut;
        _from[cell] = line.From;
        linesOf[cell]?.ForEach(open.Enqueue);
    }

    /// <summary>The smallest figure that helps; a whole only where no member is left.</summary>
    private int? Next(Line line, Func<Figure, bool> helps) => Smallest(line.Members, helps) ?? Smallest(line.Wholes, _ => true);

    private int? Smallest(IEnumerable<int> cells, Func<Figure, bool> helps) => cells
        .Where(c => _visibility[c] is Visibility.Shown && helps(_figures[c]))
        .Select(c => (int?)c)
        .MinBy(c => (_figures[c!.Value].Denominator, c));

    /// <summary>Hides the smallest figure that shares a line with a recovered one, or with one that shares a line with it, and so on.</summary>
    private void HideBeside(int recovered, List<Line>?[] linesOf, Queue<Line> open)
    {
        var seen = new HashSet<Line>();
        for (IReadOnlyList<int> ring = [recovered]; ring.Count > 0;)
        {
            var around = ring.SelectMany(c => linesOf[c] ?? []).Where(seen.Add).ToList();
            if ((Smallest(around.SelectMany(l => l.Members), _ => true) ?? Smallest(around.SelectMany(l => l.Wholes), _ => true)) is { } cell)
            {
                Hide(cell, around.First(l => l.Members.Contains(cell) || l.Wholes.Contains(cell)), linesOf, open);
                return;
            }

            ring = [.. around.SelectMany(l => l.Members.Concat(l.Wholes)).Distinct()];
        }
    }

    private List<Line>?[] LinesOf(IReadOnlyList<Line> lines)
    {
        var linesOf = new List<Line>?[_figures.Count];
        foreach (var line in lines)
        {
            foreach (var cell in line.Members.Concat(line.Wholes))
            {
                (linesOf[cell] ??= []).Add(line);
            }
        }

        return linesOf;
    }
}
