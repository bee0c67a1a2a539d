using Cohesion.Attack;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>Everything that was released to an audience, as evidence for a reader who also knows, for every figure, whether it has changed.</summary>
internal sealed class AllReleases(IReadOnlyList<Release> releases, Audience audience, TableShape shape, int threshold)
{
    private const double Tolerance = 1e-3;
    private static readonly Part[] Parts = Enum.GetValues<Part>();
    private readonly IReadOnlyList<Column> _columns = shape.Columns;

    /// <summary>Small numbers, and small differences, about which the reader is left with fewer possible values than the threshold.</summary>
    public IEnumerable<string> NarrowlyBounded()
    {
        using var reader = new Reader(Evidence());
        for (var now = 0; now < releases.Count; now++)
        {
            foreach (var (body, column) in Cells(now))
            {
                foreach (var part in Parts.Where(p => IsSmall(Of(True(now, body, column), p))))
                {
                    if (!reader.HasSeen(threshold - 1, part, Name(now, body, column)) && reader.Find(part, Name(now, body, column)) is var bounds && bounds.Width < threshold - 1 - Tolerance)
                    {
                        yield return $"{releases[now].At:d} {body} {column} {part} {bounds}";
                    }
                }

                foreach (var (then, part) in Enumerable.Range(0, now).Where(t => Cells(t).Contains((body, column))).SelectMany(then => Parts.Select(p => (then, p))))
                {
                    if (IsSmall(Difference(then, now, [body], column).Select(d => Of(d, part)), part, column)
                        && reader.Find(part, Name(now, body, column), Name(then, body, column)) is var bounds && bounds.Width < threshold - 1 - Tolerance)
                    {
                        yield return $"{releases[then].At:d} to {releases[now].At:d} {body} {column} {part} {bounds}";
                    }
                }
            }
        }
    }

    private Evidence Evidence()
    {
        var evidence = new Evidence();
        for (var r = 0; r < releases.Count; r++)
        {
            Tell(evidence, r);
            AddUp(evidence, r);
            for (var before = 0; before < r; before++)
            {
                var then = before;
                foreach (var (body, column) in Cells(r).Where(c => Cells(then).Contains(c) && IsUnchanged(then, r, c.Body, c.Column)))
                {
                    evidence.IsUnchanged(Name(then, body, column), Name(r, body, column));
                }
            }
        }

        return evidence;
    }

    /// <summary>Differences between two releases, of a figure or of those that one line hides, that are about fewer learners than the threshold.</summary>
    public IEnumerable<string> SmallDifferences() =>
        from now in Enumerable.Range(0, releases.Count)
        from then in Enumerable.Range(0, now)
        from found in Of(then, now)
        select $"{releases[then].At:d} to {releases[now].At:d}: {found}";

    private IEnumerable<string> Of(int then, int now)
    {
        foreach (var (body, column) in Cells(now).Where(c => Known(then, c.Body, c.Column) && Known(now, c.Body, c.Column)))
        {
            if (IsSmall(Difference(then, now, [body], column), column))
            {
                yield return $"{body} {column}";
            }
        }

        foreach (var area in Bodies(now).Where(b => b.Kind is not BodyKind.School && Schools(then, b).SequenceEqual(Schools(now, b))))
        {
            foreach (var column in _columns.Where(c => Known(then, area, c) && Known(now, area, c)))
            {
                var hidden = Schools(now, area).Where(s => !(Known(then, s, column) && Known(now, s, column))).ToList();
                if (hidden.Count > 0 && IsSmall(Difference(then, now, hidden, column), column))
                {
                    yield return $"the hidden schools of {area} {column}";
                }
            }
        }
    }

    private bool IsSmall(IReadOnlyList<Figure> differences, Column column) => Parts.Any(part => IsSmall(differences.Select(d => Of(d, part)), part, column));

    private bool IsSmall(IEnumerable<int> differences, Part part, Column column) =>
        !(part is Part.All && shape.Headcounts.Contains(column)) && differences.Sum() != 0 && differences.Sum(Math.Abs) < threshold;

    private bool IsSmall(int number) => number > 0 && number < threshold;

    private static int Of(Figure figure, Part part) => part switch { Part.Some => figure.Numerator, Part.Others => figure.Remainder, _ => figure.Denominator };

    /// <summary>How many more or fewer learners, school by school: there are at least so many about whom a difference is.</summary>
    private List<Figure> Difference(int then, int now, IReadOnlyList<Body> bodies, Column column)
    {
        var schools = bodies.SelectMany(b => b.Kind is BodyKind.School ? [b] : Schools(then, b).Union(Schools(now, b))).Distinct();
        return [.. schools.Select(s => In(now, bodies, s, column) - In(then, bodies, s, column))];
    }

    /// <summary>A school's figure while it is in one of the bodies.</summary>
    private Figure In(int r, IReadOnlyList<Body> bodies, Body school, Column column) =>
        bodies.Contains(school) || bodies.Any(b => Schools(r, b).Contains(school)) ? True(r, school, column) : default;

    /// <summary>The same schools, each with the same figure; that others make the same number nobody knows.</summary>
    private bool IsUnchanged(int then, int now, Body body, Column column) => body.Kind is BodyKind.School ? True(then, body, column) == True(now, body, column)
        : Schools(then, body).ToHashSet().SetEquals(Schools(now, body)) && Schools(now, body).All(school => IsUnchanged(then, now, school, column));

    private void Tell(Evidence evidence, int r)
    {
        foreach (var (body, column) in from body in Bodies(r) from column in _columns select (body, column))
        {
            var (name, figure, shown) = (Name(r, body, column), True(r, body, column), Table(r)[body, column].Visibility);
            if (shown is Visibility.Shown or Visibility.NotApplicable)
            {
                evidence.Shows(name, figure.Numerator, figure.Denominator);
            }
            else
            {
                evidence.Hides(name, shown switch { Visibility.TooFew => 1, Visibility.ForAreasOnly or Visibility.SchoolLeft => 0, _ => threshold });
            }
        }
    }

    private void AddUp(Evidence evidence, int r)
    {
        foreach (var body in Bodies(r))
        {
            foreach (var sum in shape.Sums)
            {
                evidence.AddsUp([.. sum.Members.Select(m => Name(r, body, m))], Name(r, body, sum.Whole));
            }

            foreach (var column in _columns.Where(_ => body.Kind is not BodyKind.School))
            {
                evidence.AddsUp([.. Schools(r, body).Select(s => Name(r, s, column))], Name(r, body, column));
            }
        }
    }

    private Publication Table(int r) => releases[r].Tables[audience];

    private IEnumerable<Body> Bodies(int r) => Table(r).Bodies;

    /// <summary>What is told, or hidden because of what else is told; of an area that has just lost a school nothing is.</summary>
    private IEnumerable<(Body Body, Column Column)> Cells(int r) =>
        from body in Bodies(r) from column in _columns where Table(r)[body, column].Visibility is not Visibility.SchoolLeft select (body, column);

    private IEnumerable<Body> Schools(int r, Body area) => Table(r).Schools.Where(s => s.Areas.Contains(area)).Select(s => s.Body);

    private bool Known(int r, Body body, Column column) => Table(r)[body, column].Visibility is Visibility.Shown or Visibility.NotApplicable;

    private Figure True(int r, Body body, Column column) => Table(r).Schools.Where(s => s.Body == body || s.Areas.Contains(body))
        .Select(s => s.Figures.GetValueOrDefault(column)).Aggregate(default(Figure), (sum, figure) => sum + figure);

    private static Cell Name(int r, Body body, Column column) => new($"{r}", $"{body}", $"{column}");
}
