using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>
/// A table shaped like <c>mt_events</c>, indexes included, in a schema of its own, and statements that put the same rows into it with nothing
/// around them: what the server can do at most in this way.
/// </summary>
internal sealed class Floor
{
    private const string Columns = "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, is_archived";
    private static readonly string Headers = JsonSerializer.Serialize(Visits.Metadata().Headers);
    private static readonly string DotnetType = $"{typeof(VisitMade).FullName}, {typeof(VisitMade).Assembly.GetName().Name}";
    private static readonly NpgsqlDbType[] Types =
        [NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb, NpgsqlDbType.TimestampTz, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Jsonb];

    private readonly DurableServers servers;
    private readonly string schema;
    private int number;

    private Floor(DurableServers servers, string schema) => (this.servers, this.schema) = (servers, schema);

    /// <summary>Beside the store of a service.</summary>
    public static async Task<Floor> BesideAsync(DurableServers servers, Service service, CancellationToken ct)
    {
        var schema = service.Store.Schema + "_floor";
        await using var connection = await servers.OpenAsync(ct);
        await using var create = new NpgsqlCommand(
            $"create schema {schema}; create table {schema}.mt_events (like {service.Store.Schema}.mt_events including all); create sequence {schema}.mt_events_sequence;",
            connection);
        await create.ExecuteNonQueryAsync(ct);
        return new Floor(servers, schema);
    }

    /// <summary>A prepared single-row insert for each caller, each on its own connection and in its own transaction.</summary>
    public Task<PreparedCallers> InsertsAsync(int callers, CancellationToken ct) => PreparedCallers.OpenAsync(servers, callers, Insert, Types, Values, ct);

    /// <summary>The insert with, in the same round trip and transaction, a row of a table like the read model's.</summary>
    public async Task<PreparedCallers> InsertsWithRowAsync(int callers, string like, CancellationToken ct)
    {
        await using (var connection = await servers.OpenAsync(ct))
        await using (var create = new NpgsqlCommand($"create table if not exists {schema}.rows (like {like} including all)", connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        var insertBoth = $"""
            with event as ({Insert} returning tenant_id, stream_id, timestamp)
            insert into {schema}.rows (tenant_id, activity_id, visits, minutes, last_on, changed_at) select tenant_id, stream_id, 1, 30, date '2026-11-20', timestamp from event
            on conflict (tenant_id, activity_id) do update set visits = excluded.visits, minutes = excluded.minutes, last_on = excluded.last_on, changed_at = excluded.changed_at
            """;
        return await PreparedCallers.OpenAsync(servers, callers, insertBoth, Types, Values, ct);
    }

    /// <summary>Arrays unnested into one statement, a transaction for each.</summary>
    public async Task UnnestAsync(int streams, int visitsAStream, int rowsAtOnce, CancellationToken ct)
    {
        await using var connection = await servers.OpenAsync(ct);
        foreach (var rows in Rows(streams, visitsAStream).Chunk(rowsAtOnce))
        {
            await using var insert = new NpgsqlCommand(
                $"""
                insert into {schema}.mt_events ({Columns})
                select nextval('{schema}.mt_events_sequence'), e.id, e.stream, e.version, e.data, 'visit_made', $6, e.tenant, $7, $8, false
                from unnest($1, $2, $3, $4, $5) as e (id, stream, version, data, tenant)
                """, connection);
            insert.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Id) });
            insert.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Stream) });
            insert.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Version) });
            insert.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Data), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            insert.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Tenant) });
            insert.Parameters.Add(new() { Value = Now() });
            insert.Parameters.Add(new() { Value = DotnetType });
            insert.Parameters.Add(new() { Value = Headers, NpgsqlDbType = NpgsqlDbType.Jsonb });
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Binary COPY, all in one transaction; the numbers come from here.</summary>
    public async Task CopyAsync(int streams, int visitsAStream, CancellationToken ct)
    {
        await using var connection = await servers.OpenAsync(ct);
        await using var reserve = new NpgsqlCommand(
            $"select setval('{schema}.mt_events_sequence', nextval('{schema}.mt_events_sequence') + {streams * visitsAStream}) - {streams * visitsAStream}", connection);
        var position = (long)(await reserve.ExecuteScalarAsync(ct))!;
        await using var copy = await connection.BeginBinaryImportAsync($"copy {schema}.mt_events ({Columns}) from stdin (format binary)", ct);
        var now = Now();
        foreach (var row in Rows(streams, visitsAStream))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(position++, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(row.Stream, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(row.Version, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Data, NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync("visit_made", NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(row.Tenant, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(DotnetType, NpgsqlDbType.Varchar, ct);
            await copy.WriteAsync(Headers, NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private string Insert =>
        $"insert into {schema}.mt_events ({Columns}) values (nextval('{schema}.mt_events_sequence'), $1, $2, 1, $3, 'visit_made', $4, $5, $6, $7, false)";

    private object[] Values()
    {
        var row = Of(Visits.NewActivity(), 1);
        return [row.Id, row.Stream, row.Data, Now(), row.Tenant, DotnetType, Headers];
    }

    private IEnumerable<Row> Rows(int streams, int visitsAStream) =>
        Enumerable.Range(0, streams).Select(_ => Visits.NewActivity()).SelectMany(stream => Enumerable.Range(1, visitsAStream).Select(version => Of(stream, version)));

    private Row Of(Cohesion.EventStore.StreamKey stream, long version) => new(
        Guid.CreateVersion7(Now()), stream.Tenant.Value, stream.Id, version,
        JsonSerializer.Serialize(Visits.Visit(Interlocked.Increment(ref number)), VisitsJson.Default.VisitMade));

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private readonly record struct Row(Guid Id, string Tenant, string Stream, long Version, string Data);
}
