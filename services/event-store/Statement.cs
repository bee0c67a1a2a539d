using Npgsql;

using NpgsqlTypes;

namespace Cohesion.EventStore;

/// <summary>Statements with positional parameters, one or several a round trip.</summary>
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

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        Json json => new() { Value = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb },
        Jsons jsons => new() { Value = jsons.Texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        _ => new() { Value = value ?? DBNull.Value },
    };

    internal readonly record struct Json(string Text);

    internal readonly record struct Jsons(string[] Texts);
}
