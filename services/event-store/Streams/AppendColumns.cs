using NpgsqlTypes;

namespace Cohesion.EventStore;

/// <summary>
/// Appends as the columns that <c>TakeStreams.sql</c> and <c>PutEvents.sql</c> take: each stream once, sorted, so that writers of the same streams queue without
/// deadlock; events in the order in which they were asked for.
/// </summary>
internal sealed class AppendColumns
{
    private readonly IReadOnlyList<Append> appends;
    private readonly List<Append> streams;
    private readonly long[] counts;

    public AppendColumns(IReadOnlyList<Append> appends, DateTimeOffset at)
    {
        (this.appends, At) = (appends, at);
        streams = [.. appends.DistinctBy(append => append.Stream)
            .OrderBy(append => append.Stream.Tenant.Value, StringComparer.Ordinal).ThenBy(append => append.Stream.Id, StringComparer.Ordinal)];
        Places = new Dictionary<StreamKey, int>(streams.Count);
        for (var place = 0; place < streams.Count; place++)
            Places.Add(streams[place].Stream, place);
        counts = new long[streams.Count];
        foreach (var append in appends)
            counts[Places[append.Stream]] += append.Events.Count;
    }

    public DateTimeOffset At { get; }

    /// <summary>Where each stream stands among the streams.</summary>
    public Dictionary<StreamKey, int> Places { get; }

    /// <summary>
    /// A statement over the streams, parameters 1 to 10. Number 4 is the version expected, or the one a stream stood at when it was taken (null where
    /// its append was refused).
    /// </summary>
    public NpgsqlBatchCommand Streams(string sql, long?[]? befores = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        AddOfEach(NpgsqlDbType.Text, append => append.Stream.Tenant.Value);
        AddOfEach(NpgsqlDbType.Text, append => append.Stream.Id);
        AddOfEach(NpgsqlDbType.Text, append => append.Alias);
        AddAll(command, NpgsqlDbType.Bigint, befores ?? [.. streams.Select(append => append.Expected.Number)]);
        AddAll(command, NpgsqlDbType.Bigint, counts);
        AddOfEach(NpgsqlDbType.Uuid, append => append.MayRepeat ? append.Events[0].Id : (Guid?)null);
        Add(command, NpgsqlDbType.TimestampTz, At);
        AddOfEach(NpgsqlDbType.Text, append => append.Metadata.CorrelationId);
        AddOfEach(NpgsqlDbType.Text, append => append.Metadata.CausationId);
        var (last, json) = ((IReadOnlyDictionary<string, string>?)null, "");
        AddOfEach(NpgsqlDbType.Jsonb, append => last == append.Metadata.Headers ? json : json = Recorded.WriteHeaders(last = append.Metadata.Headers));
        return command;

        void AddOfEach<T>(NpgsqlDbType type, Func<Append, T> value)
        {
            var column = new T[streams.Count];
            for (var place = 0; place < column.Length; place++)
                column[place] = value(streams[place]);
            AddAll(command, type, column);
        }
    }

    /// <summary>A statement over the streams and, parameters 11 to 17, the events, and their types once each.</summary>
    public NpgsqlBatchCommand All(string sql, long?[]? befores = null)
    {
        var command = Streams(sql, befores);
        var total = appends.Sum(append => append.Events.Count);
        var (of, ids, steps, data, kinds) = (new int[total], new Guid[total], new int[total], new string[total], new int[total]);
        var (types, reached, at) = (new List<EventTypes.Registered>(), new int[streams.Count], 0);
        foreach (var append in appends)
        {
            var place = Places[append.Stream];
            foreach (var @event in append.Events)
            {
                var kind = types.IndexOf(@event.Type);
                if (kind < 0)
                {
                    kind = types.Count;
                    types.Add(@event.Type);
                }

                (of[at], ids[at], steps[at], data[at], kinds[at]) = (place + 1, @event.Id, ++reached[place], @event.Json, kind + 1);
                at++;
            }
        }

        AddAll(command, NpgsqlDbType.Integer, of);
        AddAll(command, NpgsqlDbType.Uuid, ids);
        AddAll(command, NpgsqlDbType.Integer, steps);
        AddAll(command, NpgsqlDbType.Jsonb, data);
        AddAll(command, NpgsqlDbType.Integer, kinds);
        AddAll(command, NpgsqlDbType.Text, types.ConvertAll(type => type.Alias));
        AddAll(command, NpgsqlDbType.Text, types.ConvertAll(type => type.DotnetType));
        return command;
    }

    private static void AddAll<T>(NpgsqlBatchCommand to, NpgsqlDbType type, IReadOnlyList<T> values) => Add(to, NpgsqlDbType.Array | type, values);

    private static void Add(NpgsqlBatchCommand to, NpgsqlDbType type, object? value) => to.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
