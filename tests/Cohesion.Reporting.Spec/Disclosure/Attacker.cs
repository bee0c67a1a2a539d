using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>Somebody with every published table at once, paper and time. Knows how tables add up; shares no code with what protects them.</summary>
internal sealed class Attacker
{
    private readonly List<(Body Body, Column Column)> _hidden;
    private readonly List<(double[] Row, Figure Sum)> _equations = [];
    private readonly Func<Body, Column, PublishedFigure> _published;
    private readonly Area _area;

    public Attacker(Area area, Publication published) : this(area, (body, column) => published[body, column])
    {
    }

    /// <summary>Reads tables that somebody else published.</summary>
    public Attacker(Area area, Func<Body, Column, PublishedFigure> published)
    {
        (_area, _published) = (area, published);
        var columns = area.Sums.SelectMany(s => s.Members).Append(Area.Total).ToList();
        _hidden = [.. from body in area.Bodies from column in columns where published(body, column).Hidden select (body, column)];
        foreach (var body in area.Bodies)
        {
            foreach (var sum in area.Sums)
            {
                Note([.. sum.Members.Select(m => (body, m))], (body, sum.Whole));
            }
        }

        foreach (var body in area.Schools.SelectMany(s => s.Areas).Distinct())
        {
            foreach (var column in columns)
            {
                Note([.. area.Schools.Where(s => s.Areas.Contains(body)).Select(s => (Body.School(s.Urn), column))], (body, column));
            }
        }
    }

    public IReadOnlyList<(Body Body, Column Column)> Hidden => _hidden;

    /// <summary>Gauss–Jordan: the hidden figures that have one solution only, and what they are.</summary>
    public IEnumerable<(Body Body, Column Column, Figure Figure)> Solved()
    {
        var rows = _equations.Select(e => (double[])[.. e.Row, e.Sum.Numerator, e.Sum.Denominator]).ToList();
        var done = 0;
        for (var column = 0; column < _hidden.Count && done < rows.Count; column++)
        {
            var best = Enumerable.Range(done, rows.Count - done).MaxBy(r => Math.Abs(rows[r][column]));
            if (Math.Abs(rows[best][column]) < 1e-9)
            {
                continue;
            }

            (rows[done], rows[best]) = (rows[best], rows[done]);
            var lead = rows[done][column];
            rows[done] = [.. rows[done].Select(v => v / lead)];
            for (var r = 0; r < rows.Count; r++)
            {
                if (r != done && Math.Abs(rows[r][column]) > 1e-9)
                {
                    var factor = rows[r][column];
                    rows[r] = [.. rows[r].Zip(rows[done], (a, b) => a - factor * b)];
                }
            }

            done++;
        }

        return rows.Select(r => (Row: r, Nonzero: Enumerable.Range(0, _hidden.Count).Where(i => Math.Abs(r[i]) > 1e-6).ToList()))
            .Where(r => r.Nonzero is [var only] && IsSecret(_hidden[only]))
            .Select(r => (_hidden[r.Nonzero[0]].Body, _hidden[r.Nonzero[0]].Column, new Figure((int)Math.Round(r.Row[^2]), (int)Math.Round(r.Row[^1]))));
    }

    /// <summary>Bounds from whole numbers: nobody counts less than none, a hidden group has somebody, one hidden for others' sake at least five.</summary>
    public IEnumerable<(Body Body, Column Column)> Cornered()
    {
        var all = Bounds([.. _hidden.Select(h => _published(h.Body, h.Column).Visibility switch { Visibility.TooFew => 1.0, Visibility.CouldBeWorkedOut => 5.0, _ => 0.0 })], e => e.Sum.Denominator);
        var some = Bounds(new double[_hidden.Count], e => e.Sum.Numerator);
        var others = Bounds(new double[_hidden.Count], e => e.Sum.Remainder);
        return _hidden.Where((h, i) => (all.Low[i] >= all.High[i] || Small(some, i) || Small(others, i)) && IsSecret(h));
    }

    /// <summary>What is shown for areas only may be found out where it is not small: nothing of it would need hiding.</summary>
    private bool IsSecret((Body Body, Column Column) cell) =>
        _published(cell.Body, cell.Column).Visibility is not Visibility.ForAreasOnly || _area.True(cell.Body, cell.Column).IsUnsafe(5);

    /// <summary>Sums of hidden figures that one table gives away although they are about fewer than the threshold.</summary>
    public IEnumerable<Figure> SmallSums() => _equations
        .Where(e => e.Row.Any(v => v != 0) && e.Row.All(v => v >= 0) && e.Sum.IsUnsafe(5))
        .Select(e => e.Sum);

    private static bool Small((double[] Low, double[] High) bounds, int i) => bounds.Low[i] >= bounds.High[i] && bounds.Low[i] is > 0 and < 5;

    private (double[] Low, double[] High) Bounds(double[] low, Func<(double[] Row, Figure Sum), double> of)
    {
        var high = Enumerable.Repeat(1e6, _hidden.Count).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var equation in _equations)
            {
                var row = equation.Row;
                var terms = Enumerable.Range(0, row.Length).Where(i => row[i] != 0).ToList();
                foreach (var i in terms)
                {
                    var least = terms.Where(j => j != i).Sum(j => row[j] > 0 ? low[j] : -high[j]);
                    var most = terms.Where(j => j != i).Sum(j => row[j] > 0 ? high[j] : -low[j]);
                    var (from, to) = row[i] > 0 ? (of(equation) - most, of(equation) - least) : (least - of(equation), most - of(equation));
                    changed |= from > low[i] || to < high[i];
                    (low[i], high[i]) = (Math.Max(low[i], from), Math.Min(high[i], to));
                }
            }
        }

        return (low, high);
    }

    /// <summary>What is seen of an equation moves to its right-hand side.</summary>
    private void Note(IReadOnlyList<(Body, Column)> members, (Body, Column) whole)
    {
        var row = new double[_hidden.Count];
        var sum = default(Figure);
        foreach (var (cell, sign) in members.Select(m => (m, 1)).Append((whole, -1)))
        {
            if (_hidden.IndexOf(cell) is >= 0 and var i)
            {
                row[i] += sign;
            }
            else if (_published(cell.Item1, cell.Item2).Value is { } seen)
            {
                sum = sign > 0 ? sum - seen : sum + seen;
            }
        }

        _equations.Add((row, sum));
    }
}
