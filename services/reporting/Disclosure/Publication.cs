using System.Globalization;

namespace Cohesion.Reporting.Disclosure;

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
/// <param name="LaCode">Null where the school does not share them with its authority.</param>
/// <param name="TrustId">Null where it has no trust, or does not share them with it.</param>
public sealed record SchoolFigures(int Urn, int? LaCode, string? TrustId, IReadOnlyDictionary<Column, Figure> Figures)
{
    public Body Body { get; init; } = Body.School(Urn);

    public IEnumerable<Body> Areas => [.. TrustId is { } trust ? [Body.Trust(trust)] : Array.Empty<Body>(), .. LaCode is { } la ? [Body.LocalAuthority(la)] : Array.Empty<Body>()];

    /// <summary>The areas that it adds into.</summary>
    internal IEnumerable<(int Urn, Body Area)> Memberships => Areas.Select(area => (Urn, area));
}

/// <summary>A figure as it leaves the school: the value only where it may be seen, else the reason.</summary>
/// <param name="From">What a figure hidden for others' sake could have been worked out from.</param>
/// <param name="LastTold">Of a hidden figure, what the newest release before said that told it.</param>
public readonly record struct PublishedFigure(Figure? Value, Visibility Visibility, string? From, LastTold? LastTold = null)
{
    public bool Hidden => Visibility.IsHidden();
}

/// <summary>A figure as it was told at another time.</summary>
public readonly record struct LastTold(Figure Value, DateTimeOffset At);

/// <summary>
/// One joint decision about the figures of schools, their trusts and their local authorities, so that whoever sees several of their
/// tables sees the same cells hidden in all of them and can subtract none from another, nor from one that left before.
/// </summary>
public sealed class Publication
{
    private readonly Grid _grid;
    private readonly Figure[] _figures;
    private readonly IReadOnlyList<Visibility> _visibility;
    private readonly IReadOnlyList<string?> _from;

    internal Publication(IReadOnlyList<SchoolFigures> schools, Grid grid, IReadOnlyList<Visibility> visibility, IReadOnlyList<string?> from)
    {
        (Schools, _grid, _visibility, _from) = (schools, grid, visibility, from);
        _figures = grid.Figures(schools);
    }

    private Publication(IReadOnlyList<SchoolFigures> schools, TableShape shape, int threshold, IReadOnlyList<Publication> earlier, Publication? within)
    {
        Schools = schools;
        _grid = new Grid(schools.Concat(earlier.SelectMany(e => e.Schools)), shape);
        _figures = _grid.Figures(schools);
        var hidden = within is null ? [] : Cells().Where(c => within[c.Body, c.Column].Hidden).Select(c => c.Cell).ToHashSet();
        var suppression = Suppression.Of(_grid, _figures, threshold, new History([.. earlier.Select(Told)], _figures, _grid), hidden);
        (_visibility, _from) = (suppression.Decided, suppression.From);
        Unprotected = [.. suppression.Unprotected.SelectMany(_grid.SchoolsOf).Select(s => s.Urn).Distinct()];
    }

    /// <summary>Decides for all these schools together what is shown outside them.</summary>
    /// <param name="earlier">What has left before, the oldest first.</param>
    /// <param name="within">What an audience nearer to the schools sees: no other audience sees more.</param>
    public static Publication Of(IReadOnlyList<SchoolFigures> schools, TableShape shape, int threshold, IReadOnlyList<Publication>? earlier = null, Publication? within = null) =>
        new(schools, shape, threshold, earlier ?? [], within);

    /// <summary>The schools with the figures that went into it.</summary>
    public IReadOnlyList<SchoolFigures> Schools { get; }

    public IEnumerable<Column> Columns => _grid.Columns;

    /// <summary>The schools, trusts and authorities that have a row.</summary>
    public IEnumerable<Body> Bodies => Schools.SelectMany(s => s.Areas.Prepend(s.Body)).Distinct();

    /// <summary>Schools of whom something would be given away, whatever is hidden: these tables must not leave with new figures of theirs.</summary>
    public IReadOnlyList<int> Unprotected { get; } = [];

    public bool Has(Body body) => _grid.Bodies.Contains(body);

    public PublishedFigure this[Body body, Column column] => _grid.Cell(body, column) is not { } cell
        ? new PublishedFigure(null, Visibility.NotApplicable, null)
        : new PublishedFigure(_visibility[cell] is Visibility.Shown ? _figures[cell] : null, _visibility[cell], _from[cell]);

    /// <summary>The same again without schools that have left an area; of that area nothing is told.</summary>
    /// <param name="schools">With the same figures, in no other areas than before.</param>
    public Publication WithoutWhoLeft(IReadOnlyList<SchoolFigures> schools)
    {
        var grid = new Grid(schools, _grid.Shape);
        var (visibility, from) = (new Visibility[grid.Cells], new string?[grid.Cells]);
        var lost = Schools.SelectMany(s => s.Memberships).Except(schools.SelectMany(s => s.Memberships)).Select(m => m.Area).ToHashSet();
        foreach (var body in grid.Bodies)
        {
            foreach (var column in grid.Columns)
            {
                var cell = grid.Cell(body, column)!.Value;
                (visibility[cell], from[cell]) = lost.Contains(body) ? (Visibility.SchoolLeft, null) : (this[body, column].Visibility, this[body, column].From);
            }
        }

        return new Publication(schools, grid, visibility, from);
    }

    private IEnumerable<(Body Body, Column Column, int Cell)> Cells() =>
        from body in _grid.Bodies from column in _grid.Columns select (body, column, _grid.Cell(body, column)!.Value);

    /// <summary>An earlier publication in the cells of this one.</summary>
    private Told Told(Publication then)
    {
        var figures = _grid.Figures(then.Schools);
        var visibility = new Visibility[_grid.Cells];
        Array.Fill(visibility, Visibility.NotApplicable);
        foreach (var body in then.Bodies)
        {
            var place = then.Schools.FirstOrDefault(s => s.Body == body) is { } school ? _grid.RowIn(school) : body;
            foreach (var column in then.Columns.Where(c => _grid.Cell(body, c) is not null))
            {
                visibility[_grid.Cell(body, column)!.Value] = visibility[_grid.Cell(place, column)!.Value] = then[body, column].Visibility;
            }
        }

        return new Told(figures, visibility, _figures, _grid.Changes(figures, _figures));
    }
}
