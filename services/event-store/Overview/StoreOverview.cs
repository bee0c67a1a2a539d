namespace Cohesion.EventStore;

/// <summary>The store as those see it who run the service: how everything that follows is doing, streams and events; not what the events say, unless it is asked for.</summary>
public sealed class StoreOverview
{
    private const int Facts = 11;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Store store;
    private readonly Followers followers;

    internal StoreOverview(Store store, Followers followers) => (this.store, this.followers) = (store, followers);

    /// <summary>The kinds of streams that the service writes.</summary>
    public IReadOnlyList<string> StreamTypes => store.Definition.Aggregates;

    /// <summary>How everything is doing now on the home shard, or on that one.</summary>
    public async Task<StoreState> ReadAsync(CancellationToken ct, string shard = Shard.Home)
    {
        await using var connection = await store.ShardNamed(shard).OpenForWorkAsync(ct);
        var newest = await connection.ListAsync(store.Home.Own("Overview.ReadNewest.sql"), row => (Position: row.GetInt64(0), At: row.GetFieldValue<DateTimeOffset>(1)), ct);
        var (head, writtenAt) = newest is [var only] ? (only.Position, only.At) : (0L, (DateTimeOffset?)null);
        var replicas = await connection.ListAsync(store.Home.Own("Following.CountPresent.sql"), row => row.GetInt64(0), ct);
        var served = (await connection.ListAsync(store.Home.Own("Overview.ReadVersions.sql"), row => (Name: row.GetString(0), Version: row.GetInt32(1)), ct)).ToDictionary(known => known.Name, known => known.Version);
        var models = store.Definition.Projections;
        var states = (await connection.ListAsync(store.Home.Own("Overview.ReadFollowers.sql"), row => FollowerOf(row, shard, head), ct, [store.Definition.Checkpoints.ToArray()])).ToDictionary(state => state.Name);
        return new(
            store.Schema, head, writtenAt, (int)replicas[0],
            [.. models.Select(model => new ReadModelState(
                model.Name, model.Lifecycle, model.Projection.Version, served.GetValueOrDefault(model.Name), [.. model.Checkpoints.Select(name => states[name])]))],
            states.GetValueOrDefault(Checkpoint.Publisher),
            await connection.ListAsync(store.Home.Own("Overview.ReadSkipped.sql"), SkippedOf, ct));
    }

    /// <summary>Streams, newest first: a page of those after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<StreamFacts>> FindStreamsAsync(StreamSearch search, StreamKey? after, int atMost, CancellationToken ct)
    {
        var last = after is { } key ? await FindStreamAsync(key, ct) : null;
        var found = new List<StreamFacts>();
        foreach (var shard in search.Tenant is { } tenant ? [await store.ShardOfAsync(new(tenant), ct)] : store.Shards)
        {
            await using var connection = await shard.OpenForWorkAsync(ct);
            found.AddRange(await connection.ListAsync(store.Home.Own("Overview.FindStreams.sql"), StreamOf, ct, search.Tenant, search.Prefix, search.Type, after?.Tenant.Value, after?.Id, last?.StartedAt, atMost));
        }

        return store.IsSharded ? [.. found.OrderByDescending(stream => stream.StartedAt).ThenByDescending(stream => stream.Tenant, StringComparer.Ordinal).Take(atMost)] : found;
    }

    /// <summary>Null where there is no such stream.</summary>
    public async Task<StreamFacts?> FindStreamAsync(StreamKey stream, CancellationToken ct)
    {
        await using var connection = await (await store.ShardOfAsync(stream.Tenant, ct)).OpenForWorkAsync(ct);
        return await connection.ListAsync(store.Home.Own("Overview.FindStream.sql"), StreamOf, ct, stream.Tenant.Value, stream.Id) is [var found] ? found : null;
    }

    /// <summary>The events of a stream after a version, in order; what they say only <paramref name="withData"/>.</summary>
    public async Task<IReadOnlyList<EventOfStream>> EventsOfAsync(StreamKey stream, long afterVersion, int atMost, bool withData, CancellationToken ct)
    {
        await using var connection = await (await store.ShardOfAsync(stream.Tenant, ct)).OpenForWorkAsync(ct);
        return await connection.ListAsync(store.Home.Own("Overview.ReadEvents.sql"), row => new EventOfStream(FactsOf(row, 0), TextAt(row, Facts)), ct, stream.Tenant.Value, stream.Id, afterVersion, atMost, withData);
    }

    // The second attempt in a row is made with one event alone: it is that event which fails, or something that will pass by itself.
    private FollowerState FollowerOf(NpgsqlDataReader row, string shard, long head)
    {
        var (name, position) = (row.GetString(0), row.GetInt64(1));
        var (here, resting) = (followers.Status.FirstOrDefault(status => status.Shard == shard && status.Name == name), row.IsDBNull(3) ? 0 : row.GetDouble(3));
        int? owner = row.IsDBNull(4) ? null : row.GetInt32(4);
        var isHere = here is not null && (here.IsOwner || (owner is null ? here.IsHere : owner == here.Backend));
        var next = position >= head || row.IsDBNull(6) ? null : FactsOf(row, 6);
        var behind = next is null ? 0 : Math.Max(0, (store.Clock.GetUtcNow() - next.At).TotalSeconds);
        return new(
            name, position, Math.Max(0, head - position), next, behind, row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            isHere ? FollowedBy.ThisReplica : owner is not null ? FollowedBy.AnotherReplica : FollowedBy.Nobody,
            isHere ? null : TextAt(row, 5),
            here?.Failures ?? 0,
            here?.Failure,
            next is not null && (here?.Failures > 1 || Math.Min(behind, resting) > Patience.TotalSeconds));
    }

    private static EventFacts FactsOf(NpgsqlDataReader row, int at) => new(
        row.GetInt64(at), row.GetGuid(at + 1), row.GetString(at + 2), row.GetString(at + 3), row.GetInt64(at + 4), row.GetString(at + 5),
        row.GetFieldValue<DateTimeOffset>(at + 6), TextAt(row, at + 7), TextAt(row, at + 8), TextAt(row, at + 9), row.GetInt32(at + 10));

    private static SkippedEvent SkippedOf(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), FactsOf(row, 4));

    private static StreamFacts StreamOf(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), TextAt(row, 2), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6));

    private static string? TextAt(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
