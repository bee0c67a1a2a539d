using NpgsqlTypes;

namespace Cohesion.EventStore;

/// <summary>One event alone as the values that <c>PutOne.sql</c> takes; arrays of one would cost both sides more than the insert.</summary>
internal static class OneEvent
{
    private const int StreamsOwn = 5;

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Jsonb,
        NpgsqlDbType.Uuid, NpgsqlDbType.Jsonb, NpgsqlDbType.Text, NpgsqlDbType.Text,
    ];

    public static bool Is(IReadOnlyList<Append> appends) => appends is [{ Events.Count: 1 }];

    /// <summary>A statement that takes parameters 1 to 12.</summary>
    public static NpgsqlBatchCommand Statement(string sql) => Statement(sql, Types);

    /// <summary>The statement that takes the stream, for which parameters 1 to 5 are enough.</summary>
    public static NpgsqlBatchCommand Taking(string sql, Append append, DateTimeOffset at) =>
        Fill(Statement(sql, Types[..StreamsOwn]), [append.Stream.Tenant.Value, append.Stream.Id, append.Alias, append.Expected.Number, at]);

    /// <summary>Number 4 is the version expected, or the one the stream stood at when it was taken.</summary>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, Append append, DateTimeOffset at, long? number)
    {
        var (@event, metadata) = (append.Events[0], append.Metadata);
        return Fill(command,
        [
            append.Stream.Tenant.Value, append.Stream.Id, append.Alias, number, at, metadata.CorrelationId, metadata.CausationId, Recorded.WriteHeaders(metadata.Headers),
            @event.Id, @event.Json, @event.Type.Alias, @event.Type.DotnetType,
        ]);
    }

    private static NpgsqlBatchCommand Statement(string sql, NpgsqlDbType[] types)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var type in types)
            command.Parameters.Add(new() { NpgsqlDbType = type });
        return command;
    }

    private static NpgsqlBatchCommand Fill(NpgsqlBatchCommand command, ReadOnlySpan<object?> values)
    {
        for (var place = 0; place < values.Length; place++)
            command.Parameters[place].Value = values[place] ?? DBNull.Value;
        return command;
    }
}
