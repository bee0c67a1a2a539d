using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cohesion.EventStore;

/// <summary>
/// The event store of one service: its streams, read models and inbox in its own schema, in Marten's layout, on one shard or several. What is a
/// tenant's is on that tenant's shard, and found there while the tenant moves to another.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Embedded embedded;
    private readonly SubjectKeys? keys;

    internal Store(StoreBuilder definition, IReadOnlyList<(string Name, ShardConnections Connections)> shards, TimeProvider clock, StoreTelemetry telemetry, SubjectKeys? keys)
    {
        this.keys = keys;
        (Definition, Telemetry, Clock) = (definition, telemetry, clock);
        embedded = new Embedded(definition.Schema);
        Shards = [.. shards.Select(shard => new Shard(definition, shard.Name, shard.Connections, clock, telemetry, keys, shards.Count > 1))];
        Places = new TenantPlaces(this);
    }

    /// <summary>The service's schema.</summary>
    public string Schema => Definition.Schema;

    /// <summary>Every event type of the service: the alias it is stored under, and its JSON.</summary>
    public IEnumerable<(string Alias, System.Text.Json.Serialization.Metadata.JsonTypeInfo Json)> EventTypes => Definition.Types.All;

    /// <summary>All databases; the first is <see cref="Home"/>. What must ask all schools asks each of them.</summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>The shard of <c>ConnectionStrings:Cohesion</c>: of what is no tenant's, and of every tenant that is on no other.</summary>
    public Shard Home => Shards[0];

    internal bool IsSharded => Shards.Count > 1;

    internal StoreBuilder Definition { get; }

    internal StoreTelemetry Telemetry { get; }

    internal TimeProvider Clock { get; }

    internal TenantPlaces Places { get; }

    /// <summary>An embedded SQL file with <c>{schema}</c> filled in; name it as the end of its resource name, <c>Folder.File.sql</c>.</summary>
    public string Sql(Assembly assembly, string name) => embedded.Text(assembly, name);

    /// <summary>An embedded SQL file of the assembly of <typeparamref name="T"/>.</summary>
    public string Sql<T>(string name) => embedded.Text(typeof(T).Assembly, name);

    /// <summary>The shard by that name; an argument error that names those there are.</summary>
    public Shard ShardNamed(string name) => Shards.FirstOrDefault(shard => shard.Name == name)
        ?? throw new ArgumentException($"There is no shard {name}; there are {string.Join(", ", Shards.Select(shard => shard.Name))}.", nameof(name));

    /// <summary>The shard on which a tenant's data is now.</summary>
    public ValueTask<Shard> ShardOfAsync(Tenant tenant, CancellationToken ct) => IsSharded ? Places.FindAsync(tenant, ct) : new(Home);

    /// <summary>A connection to read a tenant's rows with; they are written by <see cref="BeginAsync"/>.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(Tenant tenant, CancellationToken ct) => await (await ShardOfAsync(tenant, ct)).OpenAsync(ct);

    /// <summary>
    /// Appends to one stream, together with whatever else arrives meanwhile. With the caller's <paramref name="eventIds"/> a repeat writes nothing
    /// and is answered as the first time.
    /// </summary>
    public Task<AppendResult> AppendAsync(
        StreamKey stream, ExpectedVersion expected, IReadOnlyList<object> events, EventMetadata metadata, CancellationToken ct, string? aggregateAlias = null, IReadOnlyList<Guid>? eventIds = null)
    {
        // The ids are the same when the stream's tenant turns out to have moved; nothing had been written then.
        return Routing.RunAsync(this, stream.Tenant, shard => shard.AppendAsync(stream, expected, events, metadata, ct, aggregateAlias, eventIds), ct);
    }

    /// <summary>State and version of a stream; version 0 means there is none.</summary>
    public async Task<(TState State, long Version)> LoadAsync<TState>(Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct) =>
        await (await ShardOfAsync(stream.Tenant, ct)).LoadAsync(aggregate, stream, ct);

    /// <summary>
    /// Loads, decides and appends in one transaction with <paramref name="alongside"/>. <paramref name="version"/> is what the caller saw
    /// (If-Match); null means the latest, and then a clash is decided again.
    /// </summary>
    public Task<DecideResult> DecideAsync<TState>(
        Aggregate<TState> aggregate,
        StreamKey stream,
        long? version,
        Func<TState, Decision> decide,
        EventMetadata metadata,
        CancellationToken ct,
        bool mustExist = true,
        Func<Work, CancellationToken, Task>? alongside = null) =>
        Routing.RunAsync(this, stream.Tenant, shard => Deciding.RunAsync(shard, aggregate, stream, version, decide, metadata, mustExist, alongside, ct), ct);

    /// <summary>The events of a stream, in order.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamKey stream, long fromVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var @event in (await ShardOfAsync(stream.Tenant, ct)).ReadStreamAsync(stream, fromVersion, ct))
            yield return @event;
    }

    /// <summary>
    /// Closes a stream that has come to its end: it can be read, but nothing is appended to it any more. False when there is no such stream.
    /// </summary>
    public Task<bool> ArchiveAsync(StreamKey stream, CancellationToken ct) => Routing.RunAsync(this, stream.Tenant, shard => shard.ArchiveAsync(stream, ct), ct);

    /// <summary>Begins a transaction over several streams of a tenant and rows of the service's own.</summary>
    public Task<Work> BeginAsync(Tenant tenant, EventMetadata metadata, CancellationToken ct) =>
        Routing.RunAsync(this, tenant, shard => Work.BeginAsync(shard, tenant, metadata, ct), ct);

    /// <summary>
    /// Applies a message about a tenant once: the inbox row and everything <paramref name="apply"/> does commit together. False when it had been
    /// applied before. After a clash <paramref name="apply"/> runs again from the start, in a new transaction.
    /// </summary>
    public Task<bool> ConsumeOnceAsync(Tenant tenant, string consumer, Guid messageId, EventMetadata metadata, Func<Work, CancellationToken, Task> apply, CancellationToken ct) =>
        Routing.RunAsync(this, tenant, shard => Consuming.RunAsync(shard, tenant, consumer, messageId, metadata, apply, ct), ct);

    /// <summary>
    /// Makes a read model anew from the first event, on one shard after the other, beside the old one, while that serves; says from time to time which
    /// position it has come to, and of which.
    /// </summary>
    public async Task RebuildAsync(string projection, CancellationToken ct, Action<long, long>? progress = null)
    {
        foreach (var shard in Shards)
            await shard.RebuildAsync(projection, progress, ct);
    }

    /// <summary>
    /// Moves a tenant to another shard while everything goes on; what is written for it waits for some moments at the end. Run again after an
    /// interruption it goes on where it was; moving the tenant to where it still is undoes it.
    /// </summary>
    public Task MoveAsync(Tenant tenant, string shard, CancellationToken ct) => Move.RunAsync(this, tenant, ShardNamed(shard), ct);

    /// <summary>
    /// Destroys a subject's key for ever: its texts read as erased from now on, by other replicas within half a minute, and later ones are stored as
    /// erased. Streams and rebuilds work as before. A read model that holds such a text in the open keeps it until it is rebuilt or told by an event
    /// of the service's own. False when there was no key.
    /// </summary>
    public async Task<bool> EraseAsync(Tenant tenant, Subject subject, CancellationToken ct)
    {
        if (!Shards.All(shard => shard.IsReady))
            await SetUpAsync(ct);
        return await Keys.DestroyAsync(new(tenant, subject), ct);
    }

    /// <summary>
    /// Whose keys have been destroyed, page by page: keys are backed up apart from events, so this still says it when a backup of the events has brought
    /// somebody back. <paramref name="after"/> is the last of the page before.
    /// </summary>
    public async Task<IReadOnlyList<KeyOwner>> ErasedAsync(KeyOwner? after, int atMost, CancellationToken ct)
    {
        if (!Shards.All(shard => shard.IsReady))
            await SetUpAsync(ct);
        return await Keys.DestroyedAsync(after, atMost, ct);
    }

    /// <summary>
    /// Has the publisher send again all that has been published since a moment, on every shard: for a service that was restored from a backup. Who has heard
    /// a message passes it over.
    /// </summary>
    public async Task ResendAsync(DateTimeOffset since, CancellationToken ct)
    {
        foreach (var shard in Shards)
            await shard.ResendAsync(since, ct);
    }

    /// <summary>
    /// Wraps the subjects' keys with the newest key-encryption key, while everything goes on; how many were wrapped by an older one. Start every
    /// replica anew with the new file, run this, and the old file may go; what backups still hold of destroyed keys is then worth nothing.
    /// </summary>
    public async Task<int> RotateKeysAsync(CancellationToken ct)
    {
        if (!Shards.All(shard => shard.IsReady))
            await SetUpAsync(ct);
        return await Keys.RewrapAsync(ct);
    }

    /// <summary>Makes the tables, or what is new of them; the host does so at its start, a command that runs without it first of all.</summary>
    public async Task SetUpAsync(CancellationToken ct)
    {
        foreach (var shard in Shards)
            await shard.SetUpAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        Places.Dispose();
        foreach (var shard in Shards)
            await shard.DisposeAsync();
    }

    private SubjectKeys Keys => keys ?? throw new InvalidOperationException($"No event type of {Schema} holds a {nameof(PersonalText)}.");
}
