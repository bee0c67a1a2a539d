using Cohesion.Reporting.Disclosure;
using Npgsql;

namespace Cohesion.Reporting.Releases;

/// <summary>How a row of a release was shown to an audience, column by column.</summary>
internal sealed record ShownRow(long Release, Audience Audience, Body Body, Visibility[] Visibility, string?[] Reasons)
{
    public static ShownRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), Enum.Parse<Audience>(row.GetString(1)), new Body(Enum.Parse<BodyKind>(row.GetString(2)), row.GetString(3)),
        [.. row.GetFieldValue<string[]>(4).Select(Enum.Parse<Visibility>)], row.GetFieldValue<string?[]>(5));

    /// <summary>All rows of a release for an audience as the publication that they were.</summary>
    public static Publication Together(IEnumerable<ShownRow> rows, IReadOnlyList<SchoolFigures> schools, TableShape shape, Column[] columns)
    {
        var grid = new Grid(schools, shape);
        var (visibility, from) = (new Visibility[grid.Cells], new string?[grid.Cells]);
        Array.Fill(visibility, Disclosure.Visibility.NotApplicable);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (grid.Cell(row.Body, columns[i]) is { } cell)
                {
                    (visibility[cell], from[cell]) = (row.Visibility[i], row.Reasons[i]);
                }
            }
        }

        return new Publication(schools, grid, visibility, from);
    }
}
