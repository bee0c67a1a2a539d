using NpgsqlTypes;

namespace Cohesion.EventStore;

/// <summary>
/// Statements with positional parameters, one or several a round trip. Those that run all the time are prepared, once a connection, by
/// <c>PrepareAsync</c>; Npgsql must not prepare by itself: an error in a statement that it is just preparing puts the connection out of step
/// (npgsql issue 6391).
/// </summary>
internal static class Statement
{
    public static NpgsqlBatch Then(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        batch.BatchCommands.Add(command);
        return batch;
    }

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>Runs one statement; how many rows it wrote.</summary>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The first value of the first row; where there may be none, it must be of a type that may be null.</summary>
    public static async Task<T> ValueAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<T>();
        while (await rows.ReadAsync(ct))
            found.Add(read(rows));
        return found;
    }

    /// <summary>Prepared, if there is anything in it.</summary>
    public static async Task ExecuteAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        if (batch.BatchCommands.Count == 0)
            return;
        await batch.PrepareAsync(ct);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        Json json => new() { Value = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb },
        Text text => new() { Value = text.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        Texts texts => new() { Value = texts.Values ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        _ => new() { Value = value ?? DBNull.Value },
    };

    internal readonly record struct Json(string Text);

    /// <summary>A text that may be null, which alone would not say that it is a text.</summary>
    internal readonly record struct Text(string? Value);

    /// <summary>A list that may be null, which alone would not say of what.</summary>
    internal readonly record struct Texts(string[]? Values);
}
