using System.Globalization;

namespace Cohesion.Reporting.Disclosure;

/// <summary>A column of a published table: one group of a breakdown.</summary>
public readonly record struct Column(string Breakdown, string Group)
{
    public override string ToString() => $"{Breakdown}/{Group}";
}

/// <summary>Columns that make up another: the groups of a breakdown make the total.</summary>
public sealed record Sum(string Breakdown, IReadOnlyList<Column> Members, Column Whole, string From);

/// <summary>A school, a trust or a local authority: a row of published tables.</summary>
public readonly record struct Body(BodyKind Kind, string Id)
{
    public static Body School(int urn) => new(BodyKind.School, urn.ToString(CultureInfo.InvariantCulture));

    public static Body Trust(string id) => new(BodyKind.Trust, id);

    public static Body LocalAuthority(int code) => new(BodyKind.LocalAuthority, code.ToString(CultureInfo.InvariantCulture));
}

public enum BodyKind
{
    School,
    Trust,
    LocalAuthority,
}

/// <summary>All figures of a school that add into its trust's and its local authority's.</summary>
public sealed record SchoolFigures(int Urn, int LaCode, string? TrustId, IReadOnlyDictionary<Column, Figure> Figures)
{
    public IEnumerable<Body> Areas => TrustId is { } trust ? [Body.Trust(trust), Body.LocalAuthority(LaCode)] : [Body.LocalAuthority(LaCode)];
}

/// <summary>A figure as it leaves the school: the value only where it may be seen, else the reason.</summary>
public readonly record struct PublishedFigure(Figure? Value, Visibility Visibility, string? From)
{
    public bool Hidden => Visibility.IsHidden();
}

/// <summary>
/// One joint decision about the figures of schools, their trusts and their local authorities, so that whoever sees several of their
/// tables sees the same cells hidden in all of them and can subtract none from another.
/// </summary>
public sealed class Publication
{
    private readonly Dictionary<Body, int> _rows = [];
    private readonly Dictionary<Column, int> _columns;
    private readonly Figure[] _figures;
    private readonly Suppression _suppression;

    private Publication(IReadOnlyList<SchoolFigures> schools, IReadOnlyList<Sum> sums, IReadOnlySet<Column> forAreasOnly, int threshold)
    {
        _columns = sums.SelectMany(s => s.Members.Append(s.Whole)).Distinct().Select((column, i) => (column, i)).ToDictionary(x => x.column, x => x.i);
        var ordered = schools.OrderBy(s => s.LaCode).ThenBy(s => s.TrustId, StringComparer.Ordinal).ThenBy(s => s.Urn).ToList();
        foreach (var body in ordered.Select(s => Body.School(s.Urn)).Concat(ordered.SelectMany(s => s.Areas).Distinct().OrderBy(a => a.Kind)))
        {
            _rows.TryAdd(body, _rows.Count);
        }

        _figures = new Figure[_rows.Count * _columns.Count];
        foreach (var school in ordered)
        {
            foreach (var (column, figure) in school.Figures.Where(f => _columns.ContainsKey(f.Key)))
            {
                foreach (var body in school.Areas.Prepend(Body.School(school.Urn)))
                {
                    _figures[Cell(body, column)] += figure;
                }
            }
        }

        var kept = _columns.Where(c => forAreasOnly.Contains(c.Key)).Select(c => c.Value).ToHashSet();
        var schoolCells = ordered.Count * _columns.Count;
        _suppression = Suppression.Of(_figures, [.. RowLines(sums), .. ColumnLines(ordered)], cell => cell < schoolCells && kept.Contains(cell % _columns.Count), threshold);
    }

    /// <summary>Decides for all these schools together what is shown outside them.</summary>
    /// <param name="forAreasOnly">Columns that are shown for trusts and authorities, never for a school.</param>
    public static Publication Of(IReadOnlyList<SchoolFigures> schools, IReadOnlyList<Sum> sums, int threshold, IReadOnlySet<Column>? forAreasOnly = null) =>
        new(schools, sums, forAreasOnly ?? new HashSet<Column>(), threshold);

    public IEnumerable<Column> Columns => _columns.Keys;

    public bool Has(Body body) => _rows.ContainsKey(body);

    public PublishedFigure this[Body body, Column column]
    {
        get
        {
            if (!_rows.ContainsKey(body) || !_columns.ContainsKey(column))
            {
                return new PublishedFigure(null, Visibility.NotApplicable, null);
            }

            var cell = Cell(body, column);
            var visibility = _suppression[cell];
            return new PublishedFigure(visibility is Visibility.Shown ? _figures[cell] : null, visibility, _suppression.From(cell));
        }
    }

    private int Cell(Body body, Column column) => _rows[body] * _columns.Count + _columns[column];

    private IEnumerable<Line> RowLines(IReadOnlyList<Sum> sums) =>
        from body in _rows.Keys
        from sum in sums
        select new Line(sum.From, [.. sum.Members.Select(m => Cell(body, m))], [Cell(body, sum.Whole)]);

    private IEnumerable<Line> ColumnLines(IReadOnlyList<SchoolFigures> schools) =>
        from sum in AreaSums.Of(schools)
        from column in _columns.Keys
        select new Line(sum.From, [.. sum.Members.Select(m => Cell(m, column))], [.. sum.Wholes.Select(w => Cell(w, column))], sum.Substitutes);
}
