using Npgsql;

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
    /// <summary>The SQLSTATE of <c>AppendEvents.sql</c> for a stream that moved between the look and the lock.</summary>
    public const string Raced = "CE001";

    /// <summary>In a transaction that may hold other things too. With <paramref name="together"/> one refusal refuses all, and is the only answer.</summary>
    public static async Task<IReadOnlyList<AppendResult>> RunAsync(
        Shard shard, NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Append> appends, bool together, CancellationToken ct)
    {
        var columns = new AppendColumns(appends, Now(shard));
        var inline = shard.Inline(appends);
        var versions = await TakeAsync(shard, connection, columns, inline, ct);
        var befores = versions.Select(stream => stream.Refused ? (long?)null : stream.Before).ToArray();
        var (results, events) = (new AppendResult[appends.Count], new List<StoredEvent>());
        for (var place = 0; place < results.Length; place++)
        {
            var (append, stream) = (appends[place], versions[columns.Places[appends[place].Stream]]);
            results[place] = Refusal(append, stream.Now, stream.Known, stream.Archived) ?? Appended(append, stream.Now, columns.At, default);
            if (results[place] is AppendResult.Appended appended)
            {
                events.AddRange(appended.Events);
                stream.Now = appended.Version;
            }
            else if (together)
            {
                return [results[place]];
            }
        }

        foreach (var projection in inline)
            await projection.ApplyAsync([.. events.Where(@event => projection.Handles.Contains(@event.Data.GetType()))], connection, transaction, ct);
        if (events.Count > 0)
            Place(results, await PutAsync(shard, connection, columns, befores, ct));
        return results;
    }

    /// <summary>Appends to different streams, none with an inline projection, in one round trip and a transaction of their own; each is answered for itself.</summary>
    public static async Task<IReadOnlyList<AppendResult>> RunAtOnceAsync(Shard shard, NpgsqlConnection connection, IReadOnlyList<Append> appends, CancellationToken ct)
    {
        var columns = new AppendColumns(appends, Now(shard));
        await using var command = new NpgsqlCommand($"select * from {shard.Schema}.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)", connection);
        columns.AddStreams(command.Parameters);
        columns.AddMetadata(command.Parameters);
        columns.AddEvents(command.Parameters);
        await command.PrepareAsync(ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var (befores, known, archived) = (row.GetFieldValue<long[]>(0), row.GetFieldValue<bool[]>(2), row.GetFieldValue<bool[]>(3));
        var positions = row.IsDBNull(4) ? [] : row.GetFieldValue<long[]>(4);
        var (results, next) = (new AppendResult[appends.Count], 0);
        for (var place = 0; place < results.Length; place++)
        {
            var (append, stream) = (appends[place], columns.Places[appends[place].Stream]);
            results[place] = Refusal(append, befores[stream], known[stream], archived[stream])
                ?? Appended(append, befores[stream], columns.At, new(positions, next, append.Events.Count));
            next += results[place] is AppendResult.Appended ? append.Events.Count : 0;
        }

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

    private static AppendResult? Refusal(Append append, long version, bool known, bool archived) =>
        known ? new AppendResult.Repeated()
        : archived ? new AppendResult.Archived(append.Stream)
        : append.Expected.Check(append.Stream, version);

    private static AppendResult.Appended Appended(Append append, long before, DateTimeOffset at, ArraySegment<long> positions) =>
        new(before + append.Events.Count, append.Stored(before, at, positions));

    private static async Task<Taken[]> TakeAsync(Shard shard, NpgsqlConnection connection, AppendColumns columns, IReadOnlyList<IProjection> inline, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        var take = new NpgsqlBatchCommand($"select * from {shard.Schema}.take_streams($1, $2, $3, $4, $5, $6, $7)");
        columns.AddStreams(take.Parameters);
        batch.BatchCommands.Add(take);
        if (inline.Count > 0)
        {
            var names = inline.Select(projection => projection.Name).ToArray();
            batch.Then(shard.Own("Projections.ShareProjections.sql"), (object)names);
            batch.Then(shard.Own("Projections.SupersededProjections.sql"), names, inline.Select(projection => projection.Version).ToArray());
        }

        await batch.PrepareAsync(ct);
        var taken = new Taken[columns.Places.Count];
        var raced = false;
        await using (var rows = await batch.ExecuteReaderAsync(ct))
        {
            for (var place = 0; await rows.ReadAsync(ct); place++)
            {
                taken[place] = new(rows.GetInt64(0), rows.GetBoolean(1), rows.GetBoolean(2), rows.GetBoolean(3));
                raced |= rows.GetBoolean(4);
            }

            // The locks, then who of the read models has a newer version by now.
            if (await rows.NextResultAsync(ct) && await rows.NextResultAsync(ct) && await rows.ReadAsync(ct))
                throw StoreUnavailableException.Superseded(rows.GetString(0));
        }

        return raced ? throw new PostgresException("A stream moved while it was being taken.", "ERROR", "ERROR", Raced) : taken;
    }

    private static async Task<long[]> PutAsync(Shard shard, NpgsqlConnection connection, AppendColumns columns, long?[] befores, CancellationToken ct)
    {
        await using var put = new NpgsqlCommand($"select {shard.Schema}.put_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", connection);
        columns.AddTaken(put.Parameters, befores);
        columns.AddEvents(put.Parameters);
        await put.PrepareAsync(ct);
        return (long[])(await put.ExecuteScalarAsync(ct))!;
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

    // What PostgreSQL keeps; the event handed back must equal the event read.
    private static DateTimeOffset Now(Shard shard)
    {
        var time = shard.Clock.GetUtcNow();
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private sealed class Taken(long before, bool refused, bool known, bool archived)
    {
        public long Before { get; } = before;

        public long Now { get; set; } = before;

        public bool Refused { get; } = refused;

        public bool Known { get; } = known;

        public bool Archived { get; } = archived;
    }
}
