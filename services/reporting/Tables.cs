using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Reporting;

/// <summary>Runs the service's own SQL files against its own tables; parameters are $1, $2, …</summary>
public sealed class Tables(Store store)
{
    public async Task<List<T>> ReadAsync<T>(string file, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object?[] parameters)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await ReadAsync(connection, file, row, ct, parameters);
    }

    public async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string file, Func<NpgsqlDataReader, T> row, CancellationToken ct, params object?[] parameters)
    {
        await using var command = Command(connection, file, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public async Task<int> RunAsync(string file, CancellationToken ct, params object?[] parameters)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await RunAsync(connection, file, ct, parameters);
    }

    public async Task<int> RunAsync(NpgsqlConnection connection, string file, CancellationToken ct, params object?[] parameters)
    {
        await using var command = Command(connection, file, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public NpgsqlCommand Command(NpgsqlConnection connection, string file, params object?[] parameters)
    {
        var command = new NpgsqlCommand(store.Sql<Tables>(file), connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }
}

/// <summary>Columns that may be empty.</summary>
internal static class NullableColumns
{
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateOnly? Day(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    public static DateTimeOffset? Moment(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
