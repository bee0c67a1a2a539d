using Cohesion.Attack;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>Everything that was released to an audience, as evidence for a reader who also knows, for every figure, whether it has changed.</summary>
internal sealed class AllReleases(IReadOnlyList<Release> releases, Audience audience, IReadOnlyList<Sum> sums, int threshold)
{
    private readonly IReadOnlyList<Column> _columns = [.. sums.SelectMany(s => s.Members.Append(s.Whole)).Distinct()];

    /// <summary>What a reader finds out of what must stay secret; asked to be thorough, of what is small.</summary>
    public IEnumerable<Finding> GivenAway(bool thorough)
    {
        var (evidence, free) = (new ShareEvidence(threshold), new HashSet<Cell>());
        for (var r = 0; r < releases.Count; r++)
        {
            Tell(evidence, r, free, thorough);
            AddUp(evidence, r);
            for (var before = 0; before < r; before++)
            {
                var then = before;
                foreach (var (body, column) in Cells(r).Where(c => Bodies(then).Contains(c.Body) && True(then, c.Body, c.Column) == True(r, c.Body, c.Column)))
                {
                    evidence.IsUnchanged(Name(then, body, column), Name(r, body, column));
                }
            }
        }

        return evidence.GivenAway(thorough).Where(f => !free.Contains(f.Cell));
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
            if (IsSmall(Difference(then, now, [body], column)))
            {
                yield return $"{body} {column}";
            }
        }

        foreach (var area in Bodies(now).Where(b => b.Kind is not BodyKind.School && Schools(then, b).SequenceEqual(Schools(now, b))))
        {
            foreach (var column in _columns.Where(c => Known(then, area, c) && Known(now, area, c)))
            {
                var hidden = Schools(now, area).Where(s => !(Known(then, s, column) && Known(now, s, column))).ToList();
                if (hidden.Count > 0 && IsSmall(Difference(then, now, hidden, column)))
                {
                    yield return $"the hidden schools of {area} {column}";
                }
            }
        }
    }

    private bool IsSmall(IEnumerable<Figure> differences) =>
        IsSmall(differences.Select(d => d.Numerator)) || IsSmall(differences.Select(d => d.Denominator)) || IsSmall(differences.Select(d => d.Remainder));

    private bool IsSmall(IEnumerable<int> differences) => differences.Sum() != 0 && differences.Sum(Math.Abs) < threshold;

    /// <summary>How many more or fewer learners, school by school: there are at least so many about whom a difference is.</summary>
    private List<Figure> Difference(int then, int now, IReadOnlyList<Body> bodies, Column column)
    {
        var schools = bodies.SelectMany(b => b.Kind is BodyKind.School ? [b] : Schools(then, b).Union(Schools(now, b))).Distinct();
        return [.. schools.Select(s => In(now, bodies, s, column) - In(then, bodies, s, column))];
    }

    /// <summary>A school's figure while it is in one of the bodies.</summary>
    private Figure In(int r, IReadOnlyList<Body> bodies, Body school, Column column) =>
        bodies.Contains(school) || bodies.Any(b => Schools(r, b).Contains(school)) ? True(r, school, column) : default;

    private void Tell(ShareEvidence evidence, int r, HashSet<Cell> free, bool smallOnly)
    {
        foreach (var (body, column) in Cells(r))
        {
            var (name, figure, shown) = (Name(r, body, column), True(r, body, column), Table(r)[body, column].Visibility);
            if (shown is Visibility.Shown or Visibility.NotApplicable)
            {
                evidence.Shows(name, figure.Numerator, figure.Denominator);
            }
            else
            {
                evidence.Hides(name, shown switch { Visibility.TooFew => 1, Visibility.ForAreasOnly => 0, _ => threshold }, shown is Visibility.TooFew);
            }

            if ((shown is Visibility.ForAreasOnly && !figure.IsUnsafe(threshold)) || (shown is Visibility.CouldBeWorkedOut && (smallOnly || IsShownElsewhere(body, column, figure))))
            {
                free.Add(name);
            }
        }
    }

    private void AddUp(ShareEvidence evidence, int r)
    {
        foreach (var body in Bodies(r))
        {
            foreach (var sum in sums)
            {
                evidence.AddsUp([.. sum.Members.Select(m => Name(r, body, m))], [Name(r, body, sum.Whole)]);
            }

            foreach (var column in _columns.Where(_ => body.Kind is not BodyKind.School))
            {
                evidence.AddsUp([.. Schools(r, body).Select(s => Name(r, s, column))], [Name(r, body, column)]);
            }
        }
    }

    /// <summary>What was hidden for others' sake alone may be shown once they no longer need it.</summary>
    private bool IsShownElsewhere(Body body, Column column, Figure figure) =>
        Enumerable.Range(0, releases.Count).Any(r => Bodies(r).Contains(body) && Known(r, body, column) && True(r, body, column) == figure);

    private Publication Table(int r) => releases[r].Tables[audience];

    private IEnumerable<Body> Bodies(int r) => Table(r).Bodies;

    private IEnumerable<(Body Body, Column Column)> Cells(int r) => from body in Bodies(r) from column in _columns select (body, column);

    private IEnumerable<Body> Schools(int r, Body area) => Table(r).Schools.Where(s => s.Areas.Contains(area)).Select(s => s.Body);

    private bool Known(int r, Body body, Column column) => Table(r)[body, column].Visibility is Visibility.Shown or Visibility.NotApplicable;

    private Figure True(int r, Body body, Column column) => Table(r).Schools.Where(s => s.Body == body || s.Areas.Contains(body))
        .Select(s => s.Figures.GetValueOrDefault(column)).Aggregate(default(Figure), (sum, figure) => sum + figure);

    private static Cell Name(int r, Body body, Column column) => new($"{r}", $"{body}", $"{column}");
}
