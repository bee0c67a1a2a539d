using System.Globalization;

namespace Cohesion.Attack;

/// <summary>Files that dashboards were exported to, of any schools, trusts and authorities and at any times.</summary>
public sealed class DashboardFiles
{
    private const string Total = "Total/Total";
    private readonly Dictionary<Cell, (int Some, int All)> _shown = [];
    private readonly HashSet<Cell> _gaps = [];
    private readonly HashSet<(string Release, string Area, string School)> _schoolsOf = [];

    public DashboardFiles(IEnumerable<string> files)
    {
        foreach (var rows in files.Select(f => CsvTable.Read(f).Where(r => r["measure"] == "reach").ToList()).Where(r => r.Count > 0))
        {
            var own = Body(rows[0]);
            foreach (var row in rows)
            {
                var cell = new Cell($"{row["time_period"]} {row["released_at"]}", Body(row), $"{row["breakdown_topic"]}/{row["breakdown"]}");
                if (int.TryParse(row["numerator"], NumberStyles.None, CultureInfo.InvariantCulture, out var some))
                {
                    _shown[cell] = (some, int.Parse(row["denominator"], CultureInfo.InvariantCulture));
                }
                else if (row["numerator"] == "c")
                {
                    _gaps.Add(cell);
                }

                if (cell.Row != own)
                {
                    _schoolsOf.Add((cell.Release, own, cell.Row));
                }
            }
        }
    }

    public int Gaps => _gaps.Count;

    /// <summary>Everything the files say; a school whose total is the same in two releases is guessed not to have changed.</summary>
    public Evidence Evidence()
    {
        var evidence = new Evidence();
        var cells = _gaps.Concat(_shown.Keys).Distinct().ToLookup(c => (c.Release, c.Row), c => c.Column);
        _shown.ToList().ForEach(s => evidence.Shows(s.Key, s.Value.Some, s.Value.All));
        _gaps.Where(g => !_shown.ContainsKey(g)).ToList().ForEach(g => evidence.Hides(g, leastAll: 1));
        foreach (var body in cells)
        {
            foreach (var topic in body.Where(c => c != Total).GroupBy(c => c.Split('/')[0]))
            {
                evidence.AddsUp([.. topic.Select(c => new Cell(body.Key.Release, body.Key.Row, c))], new Cell(body.Key.Release, body.Key.Row, Total));
            }
        }

        foreach (var area in _schoolsOf.GroupBy(s => (s.Release, s.Area)))
        {
            // A group of the area is the sum of the schools' where each school's own file is there, or it has nobody in the group.
            var schools = area.Select(a => (a.Release, a.School)).ToList();
            foreach (var column in cells[area.Key].Where(c => c == Total || schools.TrueForAll(s => cells[s].Count() > 1)))
            {
                evidence.AddsUp([.. schools.Where(s => cells[s].Contains(column)).Select(s => new Cell(s.Release, s.School, column))], new Cell(area.Key.Release, area.Key.Area, column));
            }
        }

        foreach (var (then, now) in Pairs().Where(p => p.Then.Column == Total && _shown[p.Then] == _shown[p.Now]))
        {
            foreach (var column in cells[(then.Release, then.Row)].Intersect(cells[(now.Release, now.Row)]))
            {
                evidence.IsUnchanged(then with { Column = column }, now with { Column = column });
            }
        }

        return evidence;
    }

    /// <summary>Gaps of which a reader knows better than their symbol that something in them is small: from one to fewer than the threshold.</summary>
    public IEnumerable<(Cell Cell, Part Part, Bounds Bounds)> FoundOut(int threshold)
    {
        using var reader = new Reader(Evidence());
        foreach (var (cell, part) in _gaps.Where(g => !_shown.ContainsKey(g)).SelectMany(g => Enum.GetValues<Part>().Select(p => (g, p))))
        {
            if (reader.Find(part, cell) is { Least: > 0.5 } bounds && bounds.Most < threshold - 1 + (bounds.IsExact ? 0.5 : -0.5))
            {
                yield return (cell, part, bounds);
            }
        }
    }

    /// <summary>Numbers of schools that two releases tell with a difference about fewer than the threshold; how many learners a school has is no secret.</summary>
    public IEnumerable<(Cell Then, Cell Now)> SmallDifferences(int threshold) => Pairs().Where(p =>
    {
        var (then, now) = (_shown[p.Then], _shown[p.Now]);
        int[] differences = [now.Some - then.Some, now.All - now.Some - then.All + then.Some, p.Now.Column == Total ? 0 : now.All - then.All];
        return differences.Any(d => d != 0 && Math.Abs(d) < threshold);
    });

    private IEnumerable<(Cell Then, Cell Now)> Pairs() =>
        from cells in _shown.Keys.Where(c => c.Row.StartsWith("School ", StringComparison.Ordinal)).GroupBy(c => (c.Row, c.Column))
        from then in cells
        from now in cells
        where string.CompareOrdinal(then.Release, now.Release) < 0
        select (then, now);

    private static string Body(IReadOnlyDictionary<string, string> row) => row["geographic_level"] switch
    {
        "School" => $"School {row["school_urn"]}",
        "MAT" => $"Trust {row["trust_id"]}",
        _ => $"Authority {row["old_la_code"]}",
    };
}
