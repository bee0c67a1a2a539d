using System.Collections.Concurrent;
using System.Reflection;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>The event store of one service: its streams, read models and inbox in its own schema, in Marten's layout.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Embedded embedded;
    private readonly GroupCommit group;
    private readonly Announcer announcer;
    private readonly ConcurrentDictionary<Type, IReadOnlyList<IProjection>> inline = new();
    private readonly NpgsqlDataSource toRead;
    private readonly SubjectKeys? keys;
    private volatile bool ready;

    internal Store(StoreBuilder definition, NpgsqlDataSource dataSource, NpgsqlDataSource toRead, TimeProvider clock, StoreTelemetry telemetry, SubjectKeys? keys)
    {
        (this.toRead, this.keys) = (toRead, keys);
        (Definition, DataSource, Clock, Telemetry) = (definition, dataSource, clock, telemetry);
        embedded = new Embedded(definition.Schema);
        (group, announcer) = (new GroupCommit(this), new Announcer(this));
    }

    /// <summary>The service's schema.</summary>
    public string Schema => Definition.Schema;

    /// <summary>Every event type of the service: the alias it is stored under, and its JSON.</summary>
    public IEnumerable<(string Alias, System.Text.Json.Serialization.Metadata.JsonTypeInfo Json)> EventTypes => Types.All;

    /// <summary>Connections to the database; unqualified table names are those of <see cref="Schema"/>.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Whether the tables are there.</summary>
    public bool IsReady => ready;

    internal StoreBuilder Definition { get; }

    internal EventTypes Types => Definition.Types;

    internal TimeProvider Clock { get; }

    internal StoreTelemetry Telemetry { get; }

    internal SubjectKeys Keys => keys ?? throw new InvalidOperationException($"No event type of {Schema} holds a {nameof(PersonalText)}.");

    /// <summary>Beats when a projection or the publisher has moved.</summary>
    internal Pulse Moved { get; } = new();

    /// <summary>Beats when there are new events, written here or elsewhere.</summary>
    internal Pulse Grown { get; } = new();

    /// <summary>An embedded SQL file with <c>{schema}</c> filled in; name it as the end of its resource name, <c>Folder.File.sql</c>.</summary>
    public string Sql(Assembly assembly, string name) => embedded.Text(assembly, name);

    /// <summary>An embedded SQL file of the assembly of <typeparamref name="T"/>.</summary>
    public string Sql<T>(string name) => embedded.Text(typeof(T).Assembly, name);

    /// <summary>
    /// Appends to one stream, together with whatever else arrives meanwhile. With the caller's <paramref name="eventIds"/> a repeat writes nothing
    /// and is answered as the first time.
    /// </summary>
    public async Task<AppendResult> AppendAsync(
        StreamKey stream, ExpectedVersion expected, IReadOnlyList<object> events, EventMetadata metadata, CancellationToken ct, string? aggregateAlias = null, IReadOnlyList<Guid>? eventIds = null)
    {
        if (events.Count == 0)
            return new AppendResult.Appended(0, []);
        using var span = Telemetry.Appending(1);
        var append = await Sealing.SealAsync(this, Append.Of(this, stream, aggregateAlias, expected, events, metadata, eventIds), ct);
        var result = await group.AppendAsync(append, ct);
        return Telemetry.Counted(result is AppendResult.Repeated ? await Reading.RepeatedAsync(this, append, ct) : result);
    }

    /// <summary>State and version of a stream; version 0 means there is none.</summary>
    public async Task<(TState State, long Version)> LoadAsync<TState>(Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct)
    {
        await using var connection = await OpenToReadAsync(ct);
        return await Folding.RunAsync(this, connection, aggregate, stream, keep: true, ct);
    }

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
        Deciding.RunAsync(this, aggregate, stream, version, decide, metadata, mustExist, alongside, ct);

    /// <summary>The events of a stream, in order.</summary>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamKey stream, long fromVersion, CancellationToken ct) =>
        Reading.PagesAsync(this, fromVersion, last => last.Version + 1, from => ["Streams.ReadStream.sql", stream.Tenant.Value, stream.Id, from], ct);

    /// <summary>
    /// All events after a position, or those of one tenant or of some types, in an order without holes: what is read once never gets a predecessor.
    /// </summary>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken ct, Tenant? tenant = null, IReadOnlySet<Type>? types = null)
    {
        var aliases = new Statement.Texts(types is null ? null : Types.AliasesOf(types));
        return Reading.PagesAsync(this, afterPosition, last => last.Position, from => ["Streams.ReadAll.sql", from, new Statement.Text(tenant?.Value), aliases], ct);
    }

    /// <summary>
    /// Closes a stream that has come to its end: it can be read, but nothing is appended to it any more. False when there is no such stream.
    /// </summary>
    public async Task<bool> ArchiveAsync(StreamKey stream, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var archive = connection.CreateBatch()
            .Then(Own("Streams.ArchiveStream.sql"), stream.Tenant.Value, stream.Id)
            .Then(Own("Streams.ArchiveEvents.sql"), stream.Tenant.Value, stream.Id);
        await archive.ExecuteNonQueryAsync(ct);
        return archive.BatchCommands[0].RecordsAffected > 0;
    }

    /// <summary>Begins a transaction over several streams and rows of the service's own.</summary>
    public Task<Work> BeginAsync(EventMetadata metadata, CancellationToken ct) => Work.BeginAsync(this, metadata, ct);

    /// <summary>
    /// Applies a message once: the inbox row and everything <paramref name="apply"/> does commit together. False when it had been applied before.
    /// After a clash <paramref name="apply"/> runs again from the start, in a new transaction.
    /// </summary>
    public Task<bool> ConsumeOnceAsync(string consumer, Guid messageId, EventMetadata metadata, Func<Work, CancellationToken, Task> apply, CancellationToken ct) =>
        Consuming.RunAsync(this, consumer, messageId, metadata, apply, ct);

    /// <summary>Waits until an async projection (or <c>Publisher</c>) has passed a position; an inline one always has.</summary>
    public async Task WaitForProjectionAsync(string projection, long position, CancellationToken ct)
    {
        foreach (var name in Definition.CheckpointsOf(projection))
        {
            for (var moved = Moved.Next; await PositionAsync(name, ct) < position; moved = Moved.Next)
                await Pulse.OrAfterAsync(moved, TimeSpan.FromMilliseconds(200), ct);
        }
    }

    /// <summary>Makes a read model anew from the first event, beside the old one, while that serves; says from time to time which position it has come to, and of which.</summary>
    public async Task RebuildAsync(string projection, CancellationToken ct, Action<long, long>? progress = null)
    {
        if (!ready)
            await SetUpAsync(ct);
        await Rebuild.RunAsync(this, Definition.Find(projection), isNewShape: false, ct, progress);
        Moved.Beat();
    }

    /// <summary>
    /// Lets a read model (or <c>Publisher</c>) that cannot read or apply an event pass it for ever, on record. What failed for another reason needs no
    /// help: it is tried again by itself.
    /// </summary>
    public async Task SkipAsync(string projection, long position, string reason, string by, CancellationToken ct)
    {
        if (!ready)
            await SetUpAsync(ct);
        await Skips.RecordAsync(this, Definition.Known(projection), position, reason, by, ct);
        Moved.Beat();
    }

    /// <summary>
    /// Destroys a subject's key for ever: its texts read as erased from now on, by other replicas within half a minute, and later ones are stored as
    /// erased. Streams and rebuilds work as before. A read model that holds such a text in the open keeps it until it is rebuilt or told by an event
    /// of the service's own. False when there was no key.
    /// </summary>
    public async Task<bool> EraseAsync(Tenant tenant, Subject subject, CancellationToken ct)
    {
        if (!ready)
            await SetUpAsync(ct);
        return await Keys.DestroyAsync(new(tenant, subject), ct);
    }

    /// <summary>
    /// Wraps the subjects' keys with the newest key-encryption key, while everything goes on; how many were wrapped by an older one. Start every
    /// replica anew with the new file, run this, and the old file may go; what backups still hold of destroyed keys is then worth nothing.
    /// </summary>
    public async Task<int> RotateKeysAsync(CancellationToken ct)
    {
        if (!ready)
            await SetUpAsync(ct);
        return await Keys.RewrapAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await group.DisposeAsync();
        await toRead.DisposeAsync();
    }

    /// <summary>Makes the tables, or what is new of them; the host does so at its start, a command that runs without it first of all.</summary>
    public async Task SetUpAsync(CancellationToken ct)
    {
        await using var connection = await DataSource.OpenConnectionAsync(ct);
        await TableSetUp.RunAsync(this, connection, ct);
        ready = true;
        Moved.Beat();
    }

    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => ready ? DataSource.OpenConnectionAsync(ct) : throw StoreUnavailableException.NotReady(Schema);

    /// <summary>For statements that leave nothing behind in the session; it is handed on as it is, because resetting it costs as much as a short read.</summary>
    internal ValueTask<NpgsqlConnection> OpenToReadAsync(CancellationToken ct) => ready ? toRead.OpenConnectionAsync(ct) : throw StoreUnavailableException.NotReady(Schema);

    internal string Own(string name) => embedded.Own(name);

    internal string Ddl(IProjection projection) => embedded.TextOrFile(AssemblyOf(projection), projection.Ddl);

    /// <summary>The same tables, of a session alone.</summary>
    internal string DdlBeside(IProjection projection) => new Embedded("pg_temp").TextOrFile(AssemblyOf(projection), projection.Ddl);

    internal string Ddl((Assembly Assembly, string Name) table) => embedded.Text(table.Assembly, table.Name);

    /// <summary>Counts what became of an append, and wakes followers, here at once and elsewhere soon.</summary>
    internal AppendResult Committed(AppendResult result)
    {
        if (result is AppendResult.Appended { Events.Count: > 0 })
            AppendedHere();
        return Telemetry.Counted(result);
    }

    internal void AppendedHere()
    {
        Grown.Beat();
        announcer.Announce();
    }

    /// <summary>The projections that follow these appends in their transaction.</summary>
    internal IReadOnlyList<IProjection> Inline(IReadOnlyList<Append> appends) =>
        [.. appends.SelectMany(append => append.Events).Select(@event => @event.Data.GetType()).Distinct().SelectMany(InlineOf).Distinct()];

    private static Assembly AssemblyOf(IProjection projection) => projection is IRowProjection rows ? rows.Assembly : projection.GetType().Assembly;

    private async Task<long> PositionAsync(string checkpoint, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await Checkpoint.ReadAsync(this, connection, checkpoint, ct);
    }

    private IReadOnlyList<IProjection> InlineOf(Type type) => inline.GetOrAdd(
        type, _ => [.. Definition.Projections.Where(known => known.Lifecycle is Lifecycle.Inline && known.Projection.Handles.Contains(type)).Select(known => known.Projection)]);
}
