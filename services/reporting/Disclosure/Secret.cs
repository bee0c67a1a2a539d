namespace Cohesion.Reporting.Disclosure;

/// <summary>A number of learners that no reader may find out: a figure's part, or by how much it differs between two times.</summary>
/// <param name="Cell">Where it is.</param>
/// <param name="Unknown">The figure.</param>
/// <param name="Less">The figure that is taken from it; null for a figure as such.</param>
/// <param name="Room">How far apart the least and the most must be that a reader can take it for.</param>
internal sealed record Secret(int Cell, Part Part, int Unknown, int? Less, int Room)
{
    public static readonly IReadOnlyList<Part> Parts = Enum.GetValues<Part>();

    public IEnumerable<int> Unknowns => Less is { } less && less != Unknown ? [Unknown, less] : [Unknown];

    /// <summary>How often it counts a part of a figure.</summary>
    public int Times(int unknown, Part part) => Part is not Part.All && Part != part ? 0 : (unknown == Unknown ? 1 : 0) - (unknown == Less ? 1 : 0);

    /// <summary>
    /// A figure that is hidden for others' sake. It is not small, and still must not have one value only: hiding what can be worked out anyway would look
    /// like protection and be none.
    /// </summary>
    public static Secret Of(int cell, int unknown, Figure figure) => new(cell, figure.Numerator > figure.Remainder ? Part.Some : Part.Others, unknown, null, 1);

    /// <summary>
    /// All small numbers of the tables of all times, and all small differences between any two of them; each must be taken for one of as many values as
    /// the threshold says.
    /// </summary>
    /// <param name="times">The figures of each time, the oldest first.</param>
    public static IEnumerable<Secret> Of(Grid grid, Unknowns unknowns, IReadOnlyList<Figure[]> times, int threshold)
    {
        var seen = new HashSet<(Part, int, int?)>();
        for (var now = 0; now < times.Count; now++)
        {
            for (var cell = 0; cell < grid.Cells; cell++)
            {
                var unknown = unknowns.Of(now, cell);
                foreach (var part in Parts.Where(p => times[now][cell].IsFew(p, threshold) && seen.Add((p, unknown, null))))
                {
                    yield return new Secret(cell, part, unknown, null, threshold - 1);
                }
            }

            for (var then = 0; then < now; then++)
            {
                var changes = grid.Changes(times[then], times[now]);
                for (var cell = 0; cell < grid.Cells; cell++)
                {
                    var (unknown, less) = (unknowns.Of(now, cell), unknowns.Of(then, cell));
                    foreach (var part in Parts.Where(p => !(p is Part.All && grid.IsHeadcount(cell)) && changes[cell].IsFew(p, threshold) && seen.Add((p, unknown, less))))
                    {
                        yield return new Secret(cell, part, unknown, less, threshold - 1);
                    }
                }
            }
        }
    }
}
