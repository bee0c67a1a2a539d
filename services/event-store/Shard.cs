using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cohesion.EventStore;

/// <summary>One database of a store, with everything that belongs to it: streams, read models, inbox, and what follows. Positions are its own.</summary>
public sealed class Shard : IAsyncDisposable
{
    /// <summary>The name of the shard of <c>ConnectionStrings:Cohesion</c>: of every tenant that has no other, and of what is no tenant's.</summary>
    public const string Home = "home";

    private readonly Embedded embedded;
    private readonly GroupCommit group;
    private readonly Announcer announcer;
    private readonly ConcurrentDictionary<Type, IReadOnlyList<IProjection>> inline = new();
    private readonly ShardConnections connections;
    private readonly SubjectKeys? keys;
    private volatile bool ready;

    internal Shard(StoreBuilder definition, string name, ShardConnections connections, TimeProvider clock, StoreTelemetry telemetry, SubjectKeys? keys, bool isOneOfSeveral)
    {
        (this.connections, this.keys) = (connections, keys);
        (Definition, Name, Clock, Telemetry, IsOneOfSeveral) = (definition, name, clock, telemetry.Of(name), isOneOfSeveral);
        embedded = new Embedded(definition.Schema);
        (group, announcer) = (new GroupCommit(this), new Announcer(this));
    }

    /// <summary><see cref="Home"/>, or as the configuration calls it.</summary>
    public string Name { get; }

    /// <summary>Whether the tables are there.</summary>
    public bool IsReady => ready;

    internal string Schema => Definition.Schema;

    internal StoreBuilder Definition { get; }

    internal EventTypes Types => Definition.Types;

    internal TimeProvider Clock { get; }

    internal StoreTelemetry Telemetry { get; }

    internal SubjectKeys Keys => keys ?? throw new InvalidOperationException($"No event type of {Schema} holds a {nameof(PersonalText)}.");

    /// <summary>Where there are others, a tenant may be away.</summary>
    internal bool IsOneOfSeveral { get; }

    /// <summary>Beats when a projection or the publisher has moved.</summary>
    internal Pulse Moved { get; } = new();

    /// <summary>Beats when there are new events, written here or elsewhere.</summary>
    internal Pulse Grown { get; } = new();

    /// <summary>
    /// A connection whose unqualified table names are those of the service's schema. Within a <see cref="DataScope"/> it only reads, and sees the scope's rows;
    /// <see cref="BeginAsync"/> writes.
    /// </summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => DataScope.Current is { } scope ? (await OpenAsync(scope, toRead: true, ct)).Connection : await OpenForWorkAsync(ct);

    /// <summary>
    /// All events after a position, or those of one tenant or of some types, in an order without holes: what is read once never gets a predecessor.
    /// </summary>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken ct, Tenant? tenant = null, IReadOnlySet<Type>? types = null)
    {
        var aliases = new Statement.Texts(types is null ? null : Types.AliasesOf(types));
        return Reading.PagesAsync(this, afterPosition, last => last.Position, from => ["Streams.ReadAll.sql", from, new Statement.Text(tenant?.Value), aliases], ct);
    }

    /// <summary>
    /// All events of a tenant's streams whose ids begin alike, one stream after the other, each in its order. What is appended meanwhile to a stream that has
    /// been passed is not met.
    /// </summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamsAsync(Tenant tenant, string beginning, [EnumeratorCancellation] CancellationToken ct)
    {
        var (stream, version) = (beginning, 0L);
        await foreach (var stored in Reading.PagesAsync(this, 0, Past, _ => ["Streams.ReadStreams.sql", tenant.Value, beginning, stream, version], ct))
            yield return stored;

        long Past(StoredEvent last)
        {
            (stream, version) = (last.Stream.Id, last.Version);
            return 0;
        }
    }

    /// <summary>Begins a transaction over what is no tenant's; in a store of one shard, over anything.</summary>
    public Task<Work> BeginAsync(EventMetadata metadata, CancellationToken ct) => Work.BeginAsync(this, null, metadata, ct);

    /// <summary>The same as <see cref="Store.ConsumeOnceAsync"/> for a message about no one tenant.</summary>
    public Task<bool> ConsumeOnceAsync(string consumer, Guid messageId, EventMetadata metadata, Func<Work, CancellationToken, Task> apply, CancellationToken ct) =>
        Consuming.RunAsync(this, null, consumer, messageId, metadata, apply, ct);

    /// <summary>Waits until an async projection (or <c>Publisher</c>) has passed a position; an inline one always has.</summary>
    public async Task WaitForProjectionAsync(string projection, long position, CancellationToken ct)
    {
        foreach (var name in Definition.CheckpointsOf(projection))
        {
            for (var moved = Moved.Next; await PositionAsync(name, ct) < position; moved = Moved.Next)
                await Pulse.OrAfterAsync(moved, TimeSpan.FromMilliseconds(200), ct);
        }
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

    internal async Task ResendAsync(DateTimeOffset since, CancellationToken ct)
    {
        if (!ready)
            await SetUpAsync(ct);
        await using var connection = await OpenForWorkAsync(ct);
        await Checkpoint.GoBackAsync(this, connection, since, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await group.DisposeAsync();
        await connections.DisposeAsync();
    }

    /// <summary>For statements that leave nothing behind in the session; it is handed on as it is, because resetting it costs as much as a short read.</summary>
    internal async ValueTask<NpgsqlConnection> OpenToReadAsync(CancellationToken ct) =>
        DataScope.Current is { } scope ? (await OpenAsync(scope, toRead: true, ct)).Connection : await Ready(connections.ToRead).OpenConnectionAsync(ct);

    /// <summary>Sees everything, whoever asked: for what the store does for all.</summary>
    internal ValueTask<NpgsqlConnection> OpenForWorkAsync(CancellationToken ct) => Ready(connections.ForWork).OpenConnectionAsync(ct);

    /// <summary>May make tables, and is there before they are.</summary>
    internal ValueTask<NpgsqlConnection> OpenAsOwnerAsync(CancellationToken ct) => connections.OfOwner.OpenConnectionAsync(ct);

    /// <summary>For a command that reads from whatever is there, and makes no tables.</summary>
    public ValueTask<NpgsqlConnection> OpenBeforeSetUpAsync(CancellationToken ct) => connections.ForWork.OpenConnectionAsync(ct);

    internal async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> OpenAsync(DataScope scope, bool toRead, CancellationToken ct)
    {
        var connection = await Ready(connections.OfRequests).OpenConnectionAsync(ct);
        try
        {
            return (connection, await scope.BeginAsync(connection, toRead, ct));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal async Task<AppendResult> AppendAsync(
        StreamKey stream, ExpectedVersion expected, IReadOnlyList<object> events, EventMetadata metadata, CancellationToken ct, string? aggregateAlias = null, IReadOnlyList<Guid>? eventIds = null)
    {
        if (events.Count == 0)
            return new AppendResult.Appended(0, []);
        DataScope.Insist(stream.Tenant);
        using var span = Telemetry.Appending(1);
        var append = await Sealing.SealAsync(this, Append.Of(this, stream, aggregateAlias, expected, events, metadata, eventIds), ct);
        var result = await group.AppendAsync(append, ct);
        return Telemetry.Counted(result is AppendResult.Repeated ? await Reading.RepeatedAsync(this, append, ct) : result);
    }

    internal async Task<(TState State, long Version)> LoadAsync<TState>(Aggregate<TState> aggregate, StreamKey stream, CancellationToken ct)
    {
        await using var connection = await OpenToReadAsync(ct);
        return await Folding.RunAsync(this, connection, aggregate, stream, keep: true, ct);
    }

    internal IAsyncEnumerable<StoredEvent> ReadStreamAsync(StreamKey stream, long fromVersion, CancellationToken ct) =>
        Reading.PagesAsync(this, fromVersion, last => last.Version + 1, from => ["Streams.ReadStream.sql", stream.Tenant.Value, stream.Id, from], ct);

    internal async Task<bool> ArchiveAsync(StreamKey stream, CancellationToken ct)
    {
        await using var work = await Work.BeginAsync(this, stream.Tenant, new(null, null, new Dictionary<string, string>()), ct);
        await using var archive = work.Connection.CreateBatch()
            .Then(Own("Streams.ArchiveStream.sql"), stream.Tenant.Value, stream.Id)
            .Then(Own("Streams.ArchiveEvents.sql"), stream.Tenant.Value, stream.Id);
        await archive.ExecuteNonQueryAsync(ct);
        await work.Transaction.CommitAsync(ct);
        return archive.BatchCommands[0].RecordsAffected > 0;
    }

    internal async Task RebuildAsync(string projection, Action<long, long>? progress, CancellationToken ct)
    {
        if (!ready)
            await SetUpAsync(ct);
        await Rebuild.RunAsync(this, Definition.Find(projection), isNewShape: false, ct, progress);
        Moved.Beat();
    }

    internal async Task SetUpAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsOwnerAsync(ct);
        await TableSetUp.RunAsync(this, connection, ct);
        ready = true;
        Moved.Beat();
    }

    internal string Own(string name) => embedded.Own(name);

    internal string Ddl(IProjection projection) => embedded.Ddl(projection);

    /// <summary>The same tables, of a session alone.</summary>
    internal string DdlBeside(IProjection projection) => new Embedded("pg_temp").Ddl(projection);

    /// <summary>What says which rows requests see, to be run where tables were made.</summary>
    internal string Scope => string.Join(";\n", Own("Layout.Scope.sql"), Definition.ScopeFile is { } file ? embedded.Text(file.Assembly, file.Name) : "", Own("Layout.ScopeTheRest.sql"));

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

    /// <summary>Whether a projection follows this append in its transaction.</summary>
    internal bool IsFollowed(Append append) => append.Events.Any(@event => InlineOf(@event.Data.GetType()).Count > 0);

    /// <summary>The projections that follow these appends in their transaction.</summary>
    internal IReadOnlyList<IProjection> Inline(IReadOnlyList<Append> appends) =>
        [.. appends.SelectMany(append => append.Events).Select(@event => @event.Data.GetType()).Distinct().SelectMany(InlineOf).Distinct()];

    internal async Task<long> PositionAsync(string checkpoint, CancellationToken ct)
    {
        await using var connection = await OpenForWorkAsync(ct);
        return await Checkpoint.ReadAsync(this, connection, checkpoint, ct);
    }

    private NpgsqlDataSource Ready(NpgsqlDataSource source) => ready ? source : throw StoreUnavailableException.NotReady(Schema, Name);

    private IReadOnlyList<IProjection> InlineOf(Type type) => inline.GetOrAdd(
        type, _ => [.. Definition.Projections.Where(known => known.Lifecycle is Lifecycle.Inline && known.Projection.Handles.Contains(type)).Select(known => known.Projection)]);
}
