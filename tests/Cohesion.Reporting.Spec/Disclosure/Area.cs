using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>A made-up area: schools in up to two local authorities and some trusts, trusts across the border included.</summary>
internal sealed class Area
{
    public static readonly Column Total = new("all", "total");

    public required IReadOnlyList<SchoolFigures> Schools { get; init; }

    /// <summary>In some areas the first breakdown is shown for whole areas only.</summary>
    public required TableShape Shape { get; init; }

    public IReadOnlyList<Sum> Sums => Shape.Sums;

    public Publication Published(int threshold = 5) => Publication.Of(Schools, Shape, threshold);

    public static Area Random(int seed)
    {
        var random = new Random(seed);
        var sums = Enumerable.Range(1, random.Next(1, 4)).Select(b => Breakdown($"b{b}", random.Next(2, 6))).ToList();
        var (las, trusts, largest, eager) = (random.Next(1, 4), random.Next(0, 4), random.Next(3, 60), random.NextDouble());
        var schools = Enumerable.Range(1, random.Next(1, 12)).Select(s =>
        {
            var figures = Split(random, sums, random.Next(0, largest), random.Next(0, largest), eager);
            return new SchoolFigures(s, random.Next(1, las + 1), random.Next(0, trusts + 1) is > 0 and var t ? $"t{t}" : null, figures);
        });
        return new Area { Schools = [.. schools], Shape = new TableShape(sums) { ForAreasOnly = seed % 4 == 0 ? sums[0].Members.ToHashSet() : [] } };
    }

    public static Sum Breakdown(string name, int groups) =>
        new(name, [.. Enumerable.Range(1, groups).Select(g => new Column(name, $"g{g}"))], Total, "the total and the other groups");

    public Figure True(Body body, Column column) => Schools
        .Where(s => body == Body.School(s.Urn) || s.Areas.Contains(body))
        .Select(s => s.Figures.GetValueOrDefault(column))
        .Aggregate(default(Figure), (sum, figure) => sum + figure);

    public IEnumerable<Body> Bodies => Schools.Select(s => Body.School(s.Urn)).Concat(Schools.SelectMany(s => s.Areas)).Distinct();

    /// <summary>Every learner is in one group of each breakdown; half of the schools have some tiny groups.</summary>
    private static Dictionary<Column, Figure> Split(Random random, IReadOnlyList<Sum> sums, int did, int didNot, double eager)
    {
        var figures = new Dictionary<Column, Figure> { [Total] = new(did, did + didNot) };
        foreach (var sum in sums)
        {
            for (var learner = 0; learner < did + didNot; learner++)
            {
                var skewed = Math.Min(random.Next(sum.Members.Count), random.NextDouble() < eager ? random.Next(sum.Members.Count) : sum.Members.Count);
                var column = sum.Members[skewed];
                figures[column] = figures.GetValueOrDefault(column) + new Figure(learner < did ? 1 : 0, 1);
            }
        }

        return figures;
    }
}
