using System.Globalization;
using Npgsql;

namespace Cohesion.EndToEnd;

/// <summary>What the role of requests sees of a database that is full, asked directly, without any of our code between.</summary>
internal sealed class Rows(Town town, string schema)
{
    /// <summary>Tables whose rows are the public's.</summary>
    private static readonly string[] Public = ["projections", "revocations", "schools", "schools_with_roll"];

    /// <summary>What is of schools, but not theirs to see: lines of the register's file.</summary>
    private static readonly string[] Platform = ["school_import_rows"];

    /// <summary>
    /// Without a place none but public rows; for a school exactly its own rows of every table that says whose a row is. Gives how many tables had rows to hide.
    /// </summary>
    public async Task<int> AreSeenInTheirSchoolOnlyAsync(int urn, CancellationToken ct)
    {
        await using var all = await OpenAsync(town.Site.Database.Superuser, ct);
        var service = town.Site.Database.ConnectionStringOf(schema);
        await using var request = await OpenAsync(new NpgsqlConnectionStringBuilder(service) { Username = $"{schema}_request", Pooling = false }.ConnectionString, ct);
        var hidden = 0;
        var tables = await ListAsync(
            all, $"select relname || '|' || coalesce((select attname from pg_attribute where attrelid = c.oid and attname in ('tenant_id', 'urn') order by attname limit 1), '') from pg_class c where relnamespace = '{schema}'::regnamespace and relkind in ('r', 'p')", ct);
        foreach (var table in tables.Select(line => line.Split('|')).Where(table => !Public.Contains(table[0])))
        {
            var (name, whose) = ($"{schema}.{table[0]}", table[1]);
            var there = await CountAsync(all, $"select count(*) from {name}", ct);
            Assert.Equal((name, 0), (name, await CountAsync(request, $"select count(*) from {name}", ct)));
            hidden += there > 0 ? 1 : 0;
            if (whose.Length > 0 && !Platform.Contains(table[0]) && await SeesAtAllAsync(all, name, ct))
            {
                var scoped = $"select set_config('cohesion.scope', '{urn}', true); select count(*) from {name}";
                Assert.Equal((name, await CountAsync(all, $"select count(*) from {name} where {whose}::text = '{urn}'", ct)), (name, await CountAsync(request, scoped + $" where {whose}::text = '{urn}'", ct)));
                Assert.Equal((name, 0), (name, await CountAsync(request, scoped + $" where {whose}::text not in ('{urn}', 'platform')", ct)));
            }
        }

        return hidden;
    }

    private static async Task<bool> SeesAtAllAsync(NpgsqlConnection all, string table, CancellationToken ct) =>
        await CountAsync(all, $"select has_table_privilege('{table.Split('.')[0]}_request', '{table}', 'select')::int", ct) == 1;

    /// <summary>The last statement's number; 0 where the role may not even ask.</summary>
    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = connection.CreateBatch();
        foreach (var statement in sql.Split(';'))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        try
        {
            await using var rows = await batch.ExecuteReaderAsync(ct);
            var number = 0L;
            do
            {
                while (await rows.ReadAsync(ct))
                {
                    number = rows.GetValue(0) is string ? 0 : Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture);
                }
            }
            while (await rows.NextResultAsync(ct));
            return number;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }
}
