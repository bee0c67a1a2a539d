using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Engagement;

/// <summary>Runs the SQL files of this service. A query's rows come as JSON and become records by their source-generated type info.</summary>
public sealed class Database(Store store)
{
    public async Task<IReadOnlyList<T>> ListAsync<T>(string file, JsonTypeInfo<T> row, IReadOnlyList<object?> values, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await ListAsync(connection, null, file, row, values, ct);
    }

    /// <summary>As the transaction sees them.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Work work, string file, JsonTypeInfo<T> row, IReadOnlyList<object?> values, CancellationToken ct) =>
        ListAsync(work.Connection, work.Transaction, file, row, values, ct);

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string file, JsonTypeInfo<T> row, IReadOnlyList<object?> values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select to_jsonb(r)::text from ({Text(file)}) r", connection, transaction);
        Bind(command, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(JsonSerializer.Deserialize(reader.GetString(0), row)!);
        }

        return rows;
    }

    public async Task<T?> FindAsync<T>(string file, JsonTypeInfo<T> row, IReadOnlyList<object?> values, CancellationToken ct) where T : class =>
        await ListAsync(file, row, values, ct) is [var first, ..] ? first : null;

    public async Task<int> RunAsync(string file, IReadOnlyList<object?> values, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Text(file), connection);
        Bind(command, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>In the transaction that appends the events, so that row and event are there together or not at all.</summary>
    public async Task<int> RunAsync(Work work, string file, IReadOnlyList<object?> values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Text(file), work.Connection, work.Transaction);
        Bind(command, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static void Bind(NpgsqlCommand command, IReadOnlyList<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }

    private string Text(string file) => store.Sql(typeof(Database).Assembly, file);
}
