using Cohesion.Contracts;
using Cohesion.Reporting.Disclosure;
using Npgsql;

namespace Cohesion.Reporting.Releases;

/// <summary>All that has left the schools so far, in rows that are only ever added.</summary>
public sealed class ReleaseLedger(Tables tables)
{
    /// <summary>The number of the newest release that all of these authorities are in.</summary>
    public async Task<long?> LatestAsync(NpgsqlConnection connection, AcademicYear year, IReleasedMeasure measure, int[] authorities, CancellationToken ct) =>
        (await tables.ReadAsync(connection, "Releases.LatestRelease.sql", row => (long?)row.GetInt64(0), ct, year.StartYear, measure.Name, authorities)).FirstOrDefault();

    /// <summary>The releases that any of these authorities was in, the oldest first.</summary>
    public async Task<IReadOnlyList<Release>> ReadAsync(NpgsqlConnection connection, AcademicYear year, IReleasedMeasure measure, int[] authorities, CancellationToken ct)
    {
        var told = await tables.ReadAsync(
            connection, "Releases.ReleasesOf.sql",
            row => (Number: row.GetInt64(0), At: row.GetFieldValue<DateTimeOffset>(1), Columns: Columns(row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3))),
            ct, year.StartYear, measure.Name, authorities);
        var numbers = told.Select(r => r.Number).ToArray();
        var columnsOf = told.ToDictionary(r => r.Number, r => r.Columns);
        var schools = (await tables.ReadAsync(connection, "Releases.ReleasedSchools.sql", row => (Release: row.GetInt64(0), School: School(row, columnsOf[row.GetInt64(0)])), ct, numbers)).ToLookup(s => s.Release, s => s.School);
        var rows = (await tables.ReadAsync(connection, "Releases.ReleasedRows.sql", ShownRow.Read, ct, numbers)).ToLookup(r => r.Release);
        var releases = new List<Release>();
        foreach (var (number, at, columns) in told)
        {
            var figures = schools[number].ToDictionary(s => s.Figures.Urn);
            var shown = rows[number].GroupBy(row => row.Audience).ToDictionary(a => a.Key, a => ShownRow.Together(a, [.. figures.Values.Select(s => s.Figures)], measure.Shape, columns));
            releases.Add(new Release(number, at, figures, shown) { Earlier = [.. releases] });
        }

        return releases;
    }

    public async Task<Release> AddAsync(NpgsqlConnection connection, AcademicYear year, IReleasedMeasure measure, int[] authorities, Release release, CancellationToken ct)
    {
        var columns = release.Tables[Audience.Governors].Columns.ToArray();
        var number = (await tables.ReadAsync(
            connection, "Releases.PutRelease.sql", row => row.GetInt64(0), ct, year.StartYear, measure.Name, authorities, release.At,
            columns.Select(c => c.Breakdown).ToArray(), columns.Select(c => c.Group).ToArray()))[0];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var school in release.Schools.Values)
        {
            var figures = columns.Select(c => school.Figures.Figures.GetValueOrDefault(c)).ToList();
            Add(
                "Releases.PutReleasedSchool.sql", number, school.Figures.Urn, school.Figures.LaCode, school.Figures.TrustId, school.CountedAt, school.Stands,
                figures.Select(f => f.Numerator).ToArray(), figures.Select(f => f.Denominator).ToArray());
        }

        foreach (var (audience, table) in release.Tables)
        {
            foreach (var body in table.Bodies)
            {
                var cells = columns.Select(c => table[body, c]).ToList();
                Add(
                    "Releases.PutReleasedRow.sql", number, audience.ToString(), body.Kind.ToString(), body.Id,
                    cells.Select(c => c.Visibility.ToString()).ToArray(), cells.Select(c => c.From).ToArray());
            }
        }

        await batch.ExecuteNonQueryAsync(ct);
        return release with { Number = number };

        void Add(string file, params object?[] parameters)
        {
            using var command = tables.Command(connection, file, parameters);
            var one = new NpgsqlBatchCommand(command.CommandText);
            one.Parameters.AddRange(command.Parameters.Select(p => p.Clone()).ToArray());
            batch.BatchCommands.Add(one);
        }
    }

    private static Column[] Columns(string[] breakdowns, string[] groups) => [.. breakdowns.Zip(groups, (b, g) => new Column(b, g))];

    private static CountedSchool School(NpgsqlDataReader row, Column[] columns)
    {
        var (some, all) = (row.GetFieldValue<int[]>(6), row.GetFieldValue<int[]>(7));
        var figures = columns.Select((column, i) => (column, Figure: new Figure(some[i], all[i]))).Where(f => f.Figure.Denominator > 0).ToDictionary(f => f.column, f => f.Figure);
        return new CountedSchool(new SchoolFigures(row.GetInt32(1), row.Number(2), row.Text(3), figures), row.GetFieldValue<DateTimeOffset>(4), row.GetBoolean(5));
    }
}
