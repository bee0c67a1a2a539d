namespace Cohesion.Reporting.Disclosure;

/// <summary>A number of learners that no reader may find out: a figure's part, or by how much it differs between two times.</summary>
/// <param name="Cell">Where it is.</param>
/// <param name="Plus">The figures that make it.</param>
/// <param name="Less">The figures that are taken from them; none for a figure as such.</param>
/// <param name="Room">How far apart the least and the most must be that a reader can take it for.</param>
internal sealed record Secret(int Cell, Part Part, IReadOnlyList<int> Plus, IReadOnlyList<int> Less, int Room)
{
    public static readonly IReadOnlyList<Part> Parts = Enum.GetValues<Part>();

    public IReadOnlyList<int> Unknowns { get; } = [.. Plus.Except(Less), .. Less.Except(Plus)];

    /// <summary>How often it counts a part of a figure.</summary>
    public int Times(int unknown, Part part) => Part is not Part.All && Part != part ? 0 : Plus.Count(u => u == unknown) - Less.Count(u => u == unknown);

    /// <summary>
    /// A figure that is hidden for others' sake. It is not small, and still must not have one value only: hiding what can be worked out anyway would look
    /// like protection and be none.
    /// </summary>
    public static Secret Of(int cell, int unknown, Figure figure) => new(cell, figure.Numerator > figure.Remainder ? Part.Some : Part.Others, [unknown], [], 1);

    /// <summary>
    /// All small numbers of the tables of all times, and all small differences between any two of them; each must be taken for one of as many values as
    /// the threshold says.
    /// </summary>
    /// <param name="told">The oldest first.</param>
    /// <param name="figures">The new ones.</param>
    public static IEnumerable<Secret> Of(Grid grid, Unknowns unknowns, IReadOnlyList<Told> told, Figure[] figures, int threshold)
    {
        IReadOnlyList<Figure[]> times = [.. told.Select(t => t.Figures), figures];
        var seen = new HashSet<(Part, int, int?)>();
        for (var now = 0; now < times.Count; now++)
        {
            for (var cell = 0; cell < grid.Cells; cell++)
            {
                if (IsUntold(now, cell))
                {
                    continue;
                }

                var unknown = unknowns.Of(now, cell);
                foreach (var part in Parts.Where(p => times[now][cell].IsFew(p, threshold) && seen.Add((p, unknown, null))))
                {
                    yield return new Secret(cell, part, [unknown], [], threshold - 1);
                }
            }

            for (var then = 0; then < now; then++)
            {
                foreach (var (cells, change) in grid.Differences(times[then], times[now]).Where(d => !d.Cells.Any(c => IsUntold(now, c) || IsUntold(then, c))))
                {
                    foreach (var part in Parts.Where(p => !(p is Part.All && grid.IsHeadcount(cells[0])) && change.IsFew(p, threshold)))
                    {
                        int[] plus = [.. cells.Select(c => unknowns.Of(now, c))], less = [.. cells.Select(c => unknowns.Of(then, c))];
                        if (cells.Length > 1 || seen.Add((part, plus[0], less[0])))
                        {
                            yield return new Secret(cells[0], part, plus, less, threshold - 1);
                        }
                    }
                }
            }
        }

        // An area that had lost a school was told nothing of.
        bool IsUntold(int time, int cell) => time < told.Count && told[time].Visibility[cell] is Visibility.SchoolLeft;
    }
}
