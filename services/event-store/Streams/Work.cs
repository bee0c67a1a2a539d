namespace Cohesion.EventStore;

/// <summary>
/// One transaction: events of several streams, and rows of the service's own through <see cref="Connection"/>. Everything commits together or
/// not at all; without <see cref="CommitAsync"/> nothing does. In a store of several shards it is one tenant's, whose move waits for its end.
/// </summary>
public sealed class Work : IAsyncDisposable
{
    private readonly Shard shard;
    private readonly Tenant? tenant;
    private readonly EventMetadata metadata;
    private readonly List<Append> appends = [];

    private Work(Shard shard, Tenant? tenant, EventMetadata metadata, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.shard, this.tenant, this.metadata, Connection, Transaction) = (shard, tenant, metadata, connection, transaction);

    /// <summary>The connection of this transaction; unqualified table names are those of the service's schema.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The transaction itself.</summary>
    public NpgsqlTransaction Transaction { get; }

    internal static async Task<Work> BeginAsync(Shard shard, Tenant? tenant, EventMetadata metadata, CancellationToken ct)
    {
        var (connection, begun) = DataScope.Current is { } scope ? await shard.OpenAsync(scope, toRead: false, ct) : (await shard.OpenForWorkAsync(ct), null);
        try
        {
            var work = new Work(shard, tenant, metadata, connection, begun ?? await connection.BeginTransactionAsync(ct));
            if (shard.IsOneOfSeveral && tenant is { } one)
                await Presence.InsistAsync(shard, connection, [one], ct);
            return work;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps events for <see cref="CommitAsync"/>. A second append to the same stream goes on where the first ended.</summary>
    public void Append(StreamKey stream, string aggregateAlias, ExpectedVersion expected, params IReadOnlyList<object> events) =>
        Add(stream, aggregateAlias, expected, events);

    /// <summary>State and version of a stream as this transaction sees it, events kept for commit included.</summary>
    public async Task<(TState State, long Version)> LoadAsync<TState>(Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct)
    {
        var (state, version) = await Folding.RunAsync(shard, Connection, aggregate, stream, keep: false, ct);
        foreach (var @event in appends.Where(append => append.Stream == stream).SelectMany(append => append.Events))
            (state, version) = (aggregate.Evolve(state, @event.Data), version + 1);
        return (state, version);
    }

    /// <summary>Loads, decides, and keeps what was accepted for <see cref="CommitAsync"/>.</summary>
    public async Task<Decision> DecideAsync<TState>(Aggregate<TState> aggregate, StreamKey stream, Func<TState, Decision> decide, CancellationToken ct)
    {
        var (state, version) = await LoadAsync(aggregate, stream, ct);
        var decision = decide(state);
        if (decision is Decision.Accepted accepted)
            Add(stream, aggregate.Alias, ExpectedVersion.At(version), accepted.Events);
        return decision;
    }

    /// <summary>Appends, runs inline projections, commits. Stale and already-exists roll everything back.</summary>
    public async Task<AppendResult> CommitAsync(CancellationToken ct)
    {
        try
        {
            var result = await AppendAsync(ct);
            if (result is not AppendResult.Appended)
                await Transaction.RollbackAsync(ct);
            else if (appends.Count == 0)
                await Transaction.CommitAsync(ct);
            return shard.Committed(result);
        }
        catch (PostgresException clash) when (Appending.IsClash(clash) || clash.SqlState == Appending.Raced)
        {
            await Transaction.RollbackAsync(ct);
            return shard.Committed(await Appending.ExplainAsync(Connection, shard, appends, ct));
        }
    }

    private async Task<AppendResult> AppendAsync(CancellationToken ct)
    {
        if (appends.Count == 0)
            return new AppendResult.Appended(0, []);
        using var span = shard.Telemetry.Appending(appends.Count);
        var results = await Appending.RunAsync(shard, Connection, Transaction, await Sealing.SealAsync(shard, appends, ct), together: true, ct);
        return results[^1] is AppendResult.Appended last ? last with { Events = [.. results.Cast<AppendResult.Appended>().SelectMany(result => result.Events)] } : results[^1];
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    internal void Add(StreamKey stream, string? alias, ExpectedVersion expected, IReadOnlyList<object> events)
    {
        DataScope.Insist(stream.Tenant);
        if (shard.IsOneOfSeveral && stream.Tenant != tenant)
            throw new InvalidOperationException("Where there are several shards a transaction begins with its tenant, and appends to no other's streams.");
        if (events.Count > 0)
            appends.Add(EventStore.Append.Of(shard, stream, alias, expected, events, metadata));
    }
}
