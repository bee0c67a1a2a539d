namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// All cells of all tables, a row a body and a column a group, and the lines by which they add up. A school that has moved to another trust or
/// authority has a row more for each of its places, with nobody in it while it was elsewhere: so the lines hold at all times.
/// </summary>
internal sealed class Grid
{
    private readonly Dictionary<Body, int> _rows = [];
    private readonly Dictionary<Column, int> _columns;
    private readonly HashSet<Column> _totals;
    private readonly HashSet<int> _moved;
    private readonly SchoolFigures[] _schools;
    private readonly Lazy<IReadOnlyList<Line>> _lines;

    public Grid(IEnumerable<SchoolFigures> places, TableShape shape)
    {
        (Shape, _totals) = (shape, [.. shape.Totals]);
        _columns = shape.Columns.Select((column, i) => (column, i)).ToDictionary(x => x.column, x => x.i);
        var known = places.DistinctBy(s => (s.Urn, s.LaCode, s.TrustId)).OrderBy(s => s.LaCode).ThenBy(s => s.TrustId, StringComparer.Ordinal).ThenBy(s => s.Urn).ToList();
        _moved = known.GroupBy(s => s.Urn).Where(s => s.Count() > 1).Select(s => s.Key).ToHashSet();
        _schools = [.. known.Select(s => s with { Body = RowIn(s) })];
        foreach (var body in _schools.Select(s => s.Body).Concat(_moved.Order().Select(Body.School)).Concat(_schools.SelectMany(s => s.Areas).Distinct().OrderBy(a => a.Kind)))
        {
            _rows.TryAdd(body, _rows.Count);
        }

        _lines = new Lazy<IReadOnlyList<Line>>(() => [.. RowLines(), .. ColumnLines(), .. PlaceLines()]);
    }

    public TableShape Shape { get; }

    /// <summary>Made when somebody decides; who only shows needs none.</summary>
    public IReadOnlyList<Line> Lines => _lines.Value;

    public IReadOnlyCollection<Body> Bodies => _rows.Keys;

    public IReadOnlyCollection<Column> Columns => _columns.Keys;

    public int Cells => _rows.Count * _columns.Count;

    public int? Cell(Body body, Column column) => _rows.TryGetValue(body, out var row) && _columns.TryGetValue(column, out var at) ? row * _columns.Count + at : null;

    public bool IsForAreasOnly(int cell) => cell < (_schools.Length + _moved.Count) * _columns.Count && Shape.ForAreasOnly.Contains(ColumnOf(cell));

    /// <summary>Whether a cell is of a place where its school is not, as everybody knows.</summary>
    public bool IsOfNobody(int cell, Figure[] figures) => cell / _columns.Count < _schools.Length && _schools[cell / _columns.Count] is var school && _moved.Contains(school.Urn) && !IsThere(figures, school);

    public bool IsHeadcount(int cell) => Shape.Headcounts.Contains(ColumnOf(cell));

    public bool IsTotal(int cell) => _totals.Contains(ColumnOf(cell));

    private Column ColumnOf(int cell) => Shape.Columns[cell % _columns.Count];

    /// <summary>The schools that a cell counts.</summary>
    public IEnumerable<SchoolFigures> SchoolsOf(int cell)
    {
        var row = cell / _columns.Count;
        return _schools.Where(s => s.Areas.Prepend(Body.School(s.Urn)).Prepend(s.Body).Any(body => _rows[body] == row));
    }

    public Figure[] Figures(IEnumerable<SchoolFigures> schools)
    {
        var figures = new Figure[Cells];
        foreach (var school in schools)
        {
            foreach (var (column, figure) in school.Figures.Where(f => _columns.ContainsKey(f.Key)))
            {
                foreach (var body in Rows(school))
                {
                    figures[Cell(body, column)!.Value] += figure;
                }
            }
        }

        return figures;
    }

    /// <summary>The row that counts a school in its place.</summary>
    public Body RowIn(SchoolFigures school) => _moved.Contains(school.Urn) ? new Body(BodyKind.School, $"{school.Urn} in {school.LaCode} {school.TrustId}") : Body.School(school.Urn);

    /// <summary>The rows that count a school.</summary>
    private IEnumerable<Body> Rows(SchoolFigures school) => school.Areas.Append(Body.School(school.Urn)).Append(RowIn(school)).Distinct();

    /// <summary>Every cell's change: a school's as it is, an area's as that of all its schools together.</summary>
    public Change[] Changes(Figure[] then, Figure[] now)
    {
        var changes = new Change[Cells];
        foreach (var school in _schools.GroupBy(s => s.Urn))
        {
            // A school that has moved within an area has not left it.
            foreach (var (body, places) in school.SelectMany(s => Rows(s).Select(body => (Row: _rows[body], Place: _rows[s.Body]))).GroupBy(b => b.Row, b => b.Place).Select(b => (b.Key, b.ToList())))
            {
                for (var column = 0; column < _columns.Count; column++)
                {
                    changes[body * _columns.Count + column] += Change.Between(Total(then, places, column), Total(now, places, column));
                }
            }
        }

        return changes;
    }

    /// <summary>By how much cells of a line differ together; a school that has moved from one to another has left neither.</summary>
    public Change Together(IReadOnlyList<int> cells, Told told)
    {
        var sum = cells.Aggregate(default(Change), (all, cell) => all + told.Changes[cell]);
        if (_moved.Count == 0 || cells.Count < 2 || ColumnOf(cells[0]) != ColumnOf(cells[1]))
        {
            return sum;
        }

        var column = cells[0] % _columns.Count;
        foreach (var school in _schools.Where(s => _moved.Contains(s.Urn)).GroupBy(s => s.Urn))
        {
            var rows = school.SelectMany(s => Rows(s).Select(body => (Cell: (_rows[body] * _columns.Count) + column, Place: _rows[s.Body]))).Where(r => cells.Contains(r.Cell)).ToLookup(r => r.Cell, r => r.Place);
            if (rows.Count > 1)
            {
                sum += Differ(rows.SelectMany(places => places).Distinct());
                sum = rows.Aggregate(sum, (all, places) => all - Differ(places));
            }
        }

        return sum;

        Change Differ(IEnumerable<int> places) => places.ToList() is var rows ? Change.Between(Total(told.Figures, rows, column), Total(told.Now, rows, column)) : default;
    }

    /// <summary>What schools have moved between from one time to another: trusts, authorities, and themselves where they have none.</summary>
    public IEnumerable<Difference> Moves(Figure[] then, Figure[] now)
    {
        foreach (var kind in (BodyKind[])[BodyKind.Trust, BodyKind.LocalAuthority])
        {
            var unitOf = _schools.ToDictionary(s => s.Body, s => _rows[s.Areas.Where(a => a.Kind == kind).Append(s.Body).First()]);
            var units = from school in _schools
                        where _moved.Contains(school.Urn) && (IsThere(then, school) || IsThere(now, school))
                        group unitOf[school.Body] by school.Urn into places
                        select places.ToHashSet();
            foreach (var rows in AreaSums.Tied(units.Where(u => u.Count > 1)))
            {
                var schools = _schools.Where(s => rows.Contains(unitOf[s.Body])).GroupBy(s => s.Urn, s => _rows[s.Body]).Select(s => s.ToList()).ToList();
                for (var column = 0; column < _columns.Count; column++)
                {
                    yield return new Difference(
                        [.. rows.Select(row => row * _columns.Count + column)],
                        schools.Aggregate(default(Change), (sum, places) => sum + Change.Between(Total(then, places, column), Total(now, places, column))));
                }
            }
        }
    }

    /// <summary>By how much each cell differs from one time to another, and all cells together that schools have moved between.</summary>
    public IEnumerable<Difference> Differences(Figure[] then, Figure[] now) => Changes(then, now).Select((change, cell) => new Difference([cell], change)).Concat(Moves(then, now));

    /// <summary>Which cells count the same schools at two times and each as before. Where others make the same number that is chance, and nobody knows it.</summary>
    public bool[] Unchanged(Figure[] then, Figure[] now)
    {
        bool[] unchanged = [.. Changes(then, now).Select(change => change == default)];
        foreach (var row in (from school in _schools where IsThere(then, school) != IsThere(now, school) from body in school.Areas.Append(school.Body) select _rows[body]).Distinct())
        {
            Array.Fill(unchanged, false, row * _columns.Count, _columns.Count);
        }

        return unchanged;
    }

    private bool IsThere(Figure[] figures, SchoolFigures school) => Enumerable.Range(0, _columns.Count).Any(column => figures[_rows[school.Body] * _columns.Count + column].Denominator > 0);

    private Figure Total(Figure[] figures, List<int> rows, int column) => rows.Aggregate(default(Figure), (sum, row) => sum + figures[row * _columns.Count + column]);

    /// <summary>A place's row adds up because its school's does.</summary>
    private IEnumerable<Line> RowLines() =>
        from body in _rows.Keys.Except(_schools.Where(s => _moved.Contains(s.Urn)).Select(s => s.Body))
        from sum in Shape.Sums
        select new Line(sum.From, [.. sum.Members.Select(m => Cell(body, m)!.Value)], [Cell(body, sum.Whole)!.Value], IsOfOneBody: true);

    private IEnumerable<Line> PlaceLines() =>
        from school in _schools.Where(s => _moved.Contains(s.Urn)).GroupBy(s => s.Urn)
        from column in _columns.Keys
        select new Line("the trust’s or the local authority’s figure", [.. school.Select(s => Cell(s.Body, column)!.Value)], [Cell(Body.School(school.Key), column)!.Value]);

    private IEnumerable<Line> ColumnLines() =>
        from sum in AreaSums.Of(_schools)
        from column in _columns.Keys
        select new Line(sum.From, [.. sum.Members.Select(m => Cell(m, column)!.Value)], [.. sum.Wholes.Select(w => Cell(w, column)!.Value)], sum.Substitutes);
}

/// <summary>By how much cells of one column together differ from one time to another.</summary>
internal sealed record Difference(int[] Cells, Change Change);
