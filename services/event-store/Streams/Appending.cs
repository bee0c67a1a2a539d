namespace Cohesion.EventStore;

/// <summary>
/// How events get into the store, and why no reader ever meets a hole. A transaction first takes its stream rows, sorted, so that writers of the
/// same streams queue without deadlock, and runs its inline projections. Only then, as the last thing before commit, it takes the schema's one
/// transaction-level advisory lock, and only under that lock it draws numbers from the sequence. PostgreSQL releases the lock after the
/// transaction has become visible (or has vanished), so whoever draws the next numbers begins after every smaller number is decided: commit
/// order is number order. A reader whose snapshot shows number N therefore sees every smaller number that will ever exist; numbers drawn by
/// rolled-back or killed transactions stay unused, and <c>seq_id &gt; N order by seq_id</c> neither skips nor goes back. Slow work happens before
/// the lock, so a slow writer delays nobody but those who want its streams.
/// </summary>
internal static class Appending
{
    /// <summary>The SQLSTATE of <c>TakeStreams.sql</c> for a stream that moved between the look and the lock.</summary>
    public const string Raced = "CE001";

    /// <summary>
    /// In a transaction that may hold other things too, and that commits with the events; it is still open when everything was refused. With
    /// <paramref name="together"/> one refusal refuses all, and is the only answer.
    /// </summary>
    public static async Task<IReadOnlyList<AppendResult>> RunAsync(
        Shard shard, NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Append> appends, bool together, CancellationToken ct)
    {
        var columns = new AppendColumns(appends, Now(shard));
        var following = new InlineProjections(shard, appends, columns.At);
        var taken = await TakeAsync(shard, connection, appends, columns, following, ct);
        var results = Judge(appends, columns, taken);
        if (together && Array.Find(results, result => result is not AppendResult.Appended) is { } refusal)
            return [refusal];
        var events = results.OfType<AppendResult.Appended>().SelectMany(appended => appended.Events).ToList();
        if (events.Count == 0)
            return results;
        await using var put = connection.CreateBatch();
        await following.ApplyAsync(events, connection, transaction, put, ct);
        Place(results, await PutAsync(shard, put, appends, columns, taken.Befores, ct));
        return results;
    }

    /// <summary>A clash that the database found: somebody who does not take stream rows first (a Marten beside us) wrote in between.</summary>
    public static bool IsClash(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mt_events_stream_and_version" or "pkey_mt_streams_tenant_id_id" };

    /// <summary>A stream moved between the look and the lock; nothing was written, and the same again may go through.</summary>
    public static bool IsRaced(PostgresException error) => error.SqlState == Raced || Deciding.IsWorthRetrying(error);

    /// <summary>Says, after the rollback, which stream it was.</summary>
    public static async Task<AppendResult> ExplainAsync(NpgsqlConnection connection, Shard shard, IReadOnlyList<Append> appends, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Streams.StreamVersions.sql"),
            appends.Select(append => append.Stream.Tenant.Value).ToArray(), appends.Select(append => append.Stream.Id).ToArray());
        await using var rows = await command.ExecuteReaderAsync(ct);
        AppendResult? latest = null;
        foreach (var append in appends)
        {
            await rows.ReadAsync(ct);
            if (rows.GetBoolean(1))
                return new AppendResult.Archived(append.Stream);
            if (append.Expected.Check(append.Stream, rows.GetInt64(0)) is { } refusal)
                return refusal;
            latest = new AppendResult.Stale(append.Stream, rows.GetInt64(0));
        }

        return latest!;
    }

    /// <summary>What becomes of each append; without <paramref name="positions"/> the events are still to be written.</summary>
    public static AppendResult[] Judge(IReadOnlyList<Append> appends, AppendColumns columns, Taken taken, long[]? positions = null)
    {
        var (results, next) = (new AppendResult[appends.Count], 0);
        for (var place = 0; place < results.Length; place++)
        {
            var (append, stream) = (appends[place], columns.Places[appends[place].Stream]);
            var (before, count) = (taken.Versions[stream], appends[place].Events.Count);
            results[place] = taken.Known[stream] ? new AppendResult.Repeated()
                : taken.Archived[stream] ? new AppendResult.Archived(append.Stream)
                : append.Expected.Check(append.Stream, before)
                ?? new AppendResult.Appended(before + count, append.Stored(before, columns.At, positions is null ? default : new(positions, next, count)));
            if (results[place] is AppendResult.Appended)
                (taken.Versions[stream], next) = (before + count, next + count);
        }

        return results;
    }

    /// <summary>Takes the streams, and in the same round trip the rows that will follow.</summary>
    private static async Task<Taken> TakeAsync(
        Shard shard, NpgsqlConnection connection, IReadOnlyList<Append> appends, AppendColumns columns, InlineProjections following, CancellationToken ct)
    {
        var isOne = OneEvent.Is(appends) && !appends[0].MayRepeat;
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(isOne
            ? OneEvent.Taking(shard.Own("Streams.TakeOne.sql"), appends[0], columns.At)
            : columns.Streams(shard.Own("Streams.Take.sql")));
        following.Take(batch);
        await batch.PrepareAsync(ct);
        Taken? taken;
        await using (var results = await batch.ExecuteReaderAsync(ct))
        {
            taken = !await results.ReadAsync(ct) ? null : isOne ? Taken.One(results) : Taken.Of(results);
            await results.NextResultAsync(ct);
            await following.ReadAsync(results, ct);
        }

        return taken ?? await WhyNotAsync(shard, connection, columns, ct);
    }

    /// <summary>A lone event's stream was refused: asked again as one of a set, it says why.</summary>
    private static async Task<Taken> WhyNotAsync(Shard shard, NpgsqlConnection connection, AppendColumns columns, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(columns.Streams(shard.Own("Streams.Take.sql")));
        await batch.PrepareAsync(ct);
        await using var results = await batch.ExecuteReaderAsync(ct);
        await results.ReadAsync(ct);
        return Taken.Of(results);
    }

    /// <summary>The events and the commit, in one round trip with what the batch holds already.</summary>
    private static async Task<long[]> PutAsync(
        Shard shard, NpgsqlBatch batch, IReadOnlyList<Append> appends, AppendColumns columns, long?[] befores, CancellationToken ct)
    {
        batch.BatchCommands.Add(OneEvent.Is(appends)
            ? OneEvent.Statement(shard.Own("Streams.PutAlone.sql")).With(appends[0], columns.At, befores[0])
            : columns.All(shard.Own("Streams.Put.sql"), befores));
        batch.Then("commit");
        await batch.PrepareAsync(ct);
        return (long[])(await batch.ExecuteScalarAsync(ct))!;
    }

    private static void Place(AppendResult[] results, long[] positions)
    {
        var next = 0;
        for (var place = 0; place < results.Length; place++)
        {
            if (results[place] is AppendResult.Appended appended)
                results[place] = appended with { Events = [.. appended.Events.Select(@event => @event with { Position = positions[next++] })] };
        }
    }

    /// <summary>What PostgreSQL keeps of the time: the event handed back must equal the event read.</summary>
    public static DateTimeOffset Now(Shard shard)
    {
        var time = shard.Clock.GetUtcNow();
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>What became of each stream: where it stood, or stands if it was not taken.</summary>
    public sealed record Taken(long[] Versions, long?[] Befores, bool[] Known, bool[] Archived)
    {
        public static Taken One(NpgsqlDataReader row) => new([row.GetInt64(2) - 1], [row.GetInt64(2) - 1], [false], [false]);

        public static Taken Of(NpgsqlDataReader row) =>
            new(row.GetFieldValue<long[]>(0), row.GetFieldValue<long?[]>(1), row.GetFieldValue<bool[]>(2), row.GetFieldValue<bool[]>(3));
    }
}
