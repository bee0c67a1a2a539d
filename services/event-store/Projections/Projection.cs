using System.Reflection;

namespace Cohesion.EventStore;

/// <summary>Read models that are a table, a record and a fold.</summary>
public static class Projection
{
    /// <summary>Begins a read model whose rows are <typeparamref name="TRow"/>: its properties are the table's columns in snake case.</summary>
    public static Projection<TRow> For<TRow>(string name)
        where TRow : class => new(name);
}

/// <summary>
/// Folds events into rows: says for each event type which rows it concerns and what becomes of each (null deletes). A batch of events costs one
/// query for all rows it concerns and one statement for all that changed, however many events it has.
/// </summary>
public sealed class Projection<TRow> : IProjection, IRowProjection
    where TRow : class
{
    private readonly Dictionary<Type, Func<StoredEvent, IEnumerable<Change>>> changes = [];
    private readonly HashSet<Type> handles = [];
    private RowTable<TRow>? table;
    private int version = 1;
    private string ddl = "";

    internal Projection(string name) => Name = name;

    internal delegate TRow? Fold(TRow? row);

    internal readonly record struct Change(string Key, Fold Fold);

    /// <inheritdoc/>
    public string Name { get; }

    int IProjection.Version => version;

    string IProjection.Ddl => ddl;

    /// <inheritdoc/>
    public IReadOnlySet<Type> Handles => handles;

    Assembly IRowProjection.Assembly => typeof(TRow).Assembly;

    private RowTable<TRow> Rows => table ?? throw new InvalidOperationException($"Projection {Name} has no table.");

    /// <summary>Raise it when rows would come out differently or the table has other columns: the table is dropped, made anew and replayed.</summary>
    public Projection<TRow> Version(int number)
    {
        version = number;
        return this;
    }

    /// <summary>The table and its primary key; <c>tenant_id</c> comes first.</summary>
    public Projection<TRow> Table(string name, params IReadOnlyList<string> key)
    {
        table = new(name, key);
        return this;
    }

    /// <summary>The embedded <c>.sql</c> file (in the assembly of <typeparamref name="TRow"/>) that makes the table.</summary>
    public Projection<TRow> Ddl(string file)
    {
        ddl = file;
        return this;
    }

    /// <summary>One row an event. A key is the value or tuple of the key columns; <c>tenant_id</c> in front may be left out and is then the event's.</summary>
    public Projection<TRow> On<TEvent>(Func<TEvent, object> key, Func<TRow?, TEvent, TRow?> fold) =>
        On<TEvent>((data, _) => key(data), (row, data, _) => fold(row, data));

    /// <summary>One row an event, with the event's tenant, version and time at hand; the key must be the same in whatever place the event stands.</summary>
    public Projection<TRow> On<TEvent>(Func<TEvent, StoredEvent, object> key, Func<TRow?, TEvent, StoredEvent, TRow?> fold) =>
        Add<TEvent>((data, stored) => [new(Rows.Key(key(data, stored), stored), row => fold(row, data, stored))]);

    /// <summary>Several rows an event, one for each item.</summary>
    public Projection<TRow> OnEach<TEvent, TItem>(
        Func<TEvent, IEnumerable<TItem>> items, Func<TItem, TEvent, StoredEvent, object> key, Func<TRow?, TItem, TEvent, StoredEvent, TRow?> fold) =>
        Add<TEvent>((data, stored) => items(data).Select(item => new Change(Rows.Key(key(item, data, stored), stored), row => fold(row, item, data, stored))));

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var load = connection.CreateBatch();
        if (((IRowProjection)this).Concern(events, load) is not { } changes)
            return;
        await load.PrepareAsync(ct);
        await using (var results = await load.ExecuteReaderAsync(ct))
            await changes.ReadAsync(results, ct);
        await using var save = connection.CreateBatch();
        changes.Save(events, save);
        await Statement.ExecuteAsync(save, ct);
    }

    IRowChanges? IRowProjection.Concern(IReadOnlyList<StoredEvent> events, NpgsqlBatch load)
    {
        var keys = ChangesOf(events).Select(change => change.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (keys.Count == 0)
            return null;
        Rows.Load(load, keys);
        return new RowChanges<TRow>(this, Rows, keys);
    }

    IRowReplay IRowProjection.BeginReplay() => new RowReplay<TRow>(this, Rows);

    internal List<Change> ChangesOf(IReadOnlyList<StoredEvent> events)
    {
        var found = new List<Change>(events.Count);
        foreach (var @event in events)
        {
            if (changes.TryGetValue(@event.Data.GetType(), out var of))
                found.AddRange(of(@event));
        }

        return found;
    }

    private Projection<TRow> Add<TEvent>(Func<TEvent, StoredEvent, IEnumerable<Change>> change)
    {
        if (!handles.Add(typeof(TEvent)))
            throw new InvalidOperationException($"Projection {Name} handles {typeof(TEvent).Name} twice.");
        changes[typeof(TEvent)] = stored => change((TEvent)stored.Data, stored);
        return this;
    }
}
