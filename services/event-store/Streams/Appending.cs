using System.Text.Json;

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
    private const int EventsAStatement = 5_000;

    public static async Task<AppendResult> RunAsync(Store store, Work work, IReadOnlyList<Work.Buffered> appends, EventMetadata metadata, CancellationToken ct)
    {
        if (appends.Count == 0)
            return new AppendResult.Appended(0, []);
        using var span = store.Telemetry.Appending(appends.Count);
        var now = Microseconds(store.Clock.GetUtcNow());
        var registered = appends.SelectMany(append => append.Events).Select(store.Types.Of).ToList();
        var inline = store.Inline(registered.Select(type => type.Json.Type).ToHashSet());

        var versions = await TakeStreamsAsync(store, work.Connection, appends, inline, now, ct);
        var events = new List<StoredEvent>(registered.Count);
        long last = 0;
        foreach (var append in appends)
        {
            last = versions[append.Stream];
            if (append.Expected.Check(append.Stream, last) is { } refusal)
                return refusal;
            foreach (var data in append.Events)
            {
                events.Add(new(0, Guid.CreateVersion7(now), append.Stream, ++last, data, registered[events.Count].Alias, now,
                    metadata.CorrelationId, metadata.CausationId, metadata.Headers));
            }

            versions[append.Stream] = last;
        }

        foreach (var projection in inline)
            await projection.ApplyAsync([.. events.Where(@event => projection.Handles.Contains(@event.Data.GetType()))], work.Connection, work.Transaction, ct);
        return new AppendResult.Appended(last, await InsertAsync(store, work.Connection, events, registered, ct));
    }

    /// <summary>A clash that the database found: somebody who does not take stream rows first (a Marten beside us) wrote in between.</summary>
    public static bool IsClash(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mt_events_stream_and_version" or "pkey_mt_streams_tenant_id_id" };

    /// <summary>Says, after the rollback, which stream it was.</summary>
    public static async Task<AppendResult> ExplainAsync(NpgsqlConnection connection, Store store, IReadOnlyList<Work.Buffered> appends, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Streams.StreamVersions.sql"),
            appends.Select(append => append.Stream.Tenant.Value).ToArray(), appends.Select(append => append.Stream.Id).ToArray());
        await using var rows = await command.ExecuteReaderAsync(ct);
        AppendResult? latest = null;
        foreach (var append in appends)
        {
            await rows.ReadAsync(ct);
            if (append.Expected.Check(append.Stream, rows.GetInt64(0)) is { } refusal)
                return refusal;
            latest = new AppendResult.Stale(append.Stream, rows.GetInt64(0));
        }

        return latest!;
    }

    /// <summary>Locks (or starts) every stream in one order and gives the versions they had before.</summary>
    private static async Task<Dictionary<StreamKey, long>> TakeStreamsAsync(
        Store store, NpgsqlConnection connection, IReadOnlyList<Work.Buffered> appends, IReadOnlyList<IProjection> inline, DateTimeOffset now, CancellationToken ct)
    {
        var taken = appends.GroupBy(append => append.Stream)
            .Select(group => (group.Key, group.First().Alias, Count: group.Sum(append => (long)append.Events.Count)))
            .OrderBy(stream => stream.Key.Tenant.Value, StringComparer.Ordinal).ThenBy(stream => stream.Key.Id, StringComparer.Ordinal)
            .ToList();
        await using var batch = connection.CreateBatch().Then(store.Own("Streams.TakeStreams.sql"),
            taken.Select(stream => stream.Key.Tenant.Value).ToArray(), taken.Select(stream => stream.Key.Id).ToArray(),
            taken.Select(stream => stream.Alias).ToArray(), taken.Select(stream => stream.Count).ToArray(), now);
        if (inline.Count > 0)
            batch.Then(store.Own("Projections.ShareProjections.sql"), (object)inline.Select(projection => projection.Name).ToArray());
        var counts = taken.ToDictionary(stream => stream.Key, stream => stream.Count);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var key = new StreamKey(new Tenant(rows.GetString(0)), rows.GetString(1));
            counts[key] = rows.GetInt64(2) - counts[key];
        }

        while (await rows.NextResultAsync(ct))
        {
            // an error of a later statement surfaces only when its result is reached
        }

        return counts;
    }

    private static async Task<IReadOnlyList<StoredEvent>> InsertAsync(
        Store store, NpgsqlConnection connection, List<StoredEvent> events, List<EventTypes.Registered> registered, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch().Then(store.Own("Streams.TakeTurn.sql"));
        for (var from = 0; from < events.Count; from += EventsAStatement)
        {
            var part = events.GetRange(from, Math.Min(EventsAStatement, events.Count - from));
            var types = registered.GetRange(from, part.Count);
            batch.Then(store.Own("Streams.InsertEvents.sql"),
                part.Select(@event => @event.Id).ToArray(), part.Select(@event => @event.Stream.Tenant.Value).ToArray(),
                part.Select(@event => @event.Stream.Id).ToArray(), part.Select(@event => @event.Version).ToArray(),
                new Statement.Jsons([.. part.Select((@event, place) => JsonSerializer.Serialize(@event.Data, types[place].Json))]),
                part.Select(@event => @event.Type).ToArray(), types.Select(type => type.DotnetType).ToArray(),
                part[0].Timestamp, part[0].CorrelationId, part[0].CausationId, new Statement.Json(Recorded.WriteHeaders(part[0].Headers)));
        }

        batch.Then(store.Own("Streams.Wake.sql"));
        var place = 0;
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        do
        {
            while (place < events.Count && await rows.ReadAsync(ct))
            {
                events[place] = events[place] with { Position = rows.GetInt64(0) };
                place++;
            }
        }
        while (await rows.NextResultAsync(ct));
        return events;
    }

    // What PostgreSQL keeps; the event handed back must equal the event read.
    private static DateTimeOffset Microseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
