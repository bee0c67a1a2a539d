using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Cohesion.EventStore;

/// <summary>What a service's store consists of; readable top to bottom in the service's Program.cs.</summary>
public sealed partial class StoreBuilder
{
    private readonly Assembly assembly;

    internal StoreBuilder(string name, Assembly assembly)
    {
        Schema = name.Replace('-', '_');
        if (!SchemaName().IsMatch(Schema))
            throw new ArgumentException($"'{name}' is no name for a schema.", nameof(name));
        this.assembly = assembly;
    }

    /// <summary>The schema, from the service's name.</summary>
    public string Schema { get; }

    internal EventTypes Types { get; } = new();

    internal List<(Assembly Assembly, string Name)> Tables { get; } = [];

    internal bool IsOneShardOnly { get; private set; }

    internal List<Followed> Projections { get; } = [];

    internal PublishMap? Map { get; private set; }

    internal (Assembly Assembly, string Name)? ScopeFile { get; private set; }

    internal IReadOnlyList<string> Aggregates => [.. aliases.Order(StringComparer.Ordinal)];

    /// <summary>Registers event types with the source-generated context that reads and writes them.</summary>
    public void Events(JsonSerializerContext json, params IReadOnlyList<Type> types)
    {
        foreach (var type in types)
            Types.Add(json, type);
    }

    /// <summary>Events stored in an old shape are read as the new one; both are registered by <see cref="Events"/>.</summary>
    public void Upcast<TOld, TNew>(Func<TOld, TNew> convert)
        where TOld : notnull
        where TNew : notnull => Types.Upcast(convert);

    /// <summary>Names an aggregate of this service, so that Program.cs shows them all; its alias must be its own.</summary>
    public void Aggregate<TState>(Aggregate<TState> aggregate)
    {
        if (!aliases.Add(aggregate.Alias))
            throw new InvalidOperationException($"Two aggregates are called {aggregate.Alias}.");
    }

    /// <summary>
    /// Plain tables of the service's own, from an embedded file that may be run any number of times. Rows with a <c>tenant_id</c> move with their tenant
    /// to another shard; those of a table without one are nobody's.
    /// </summary>
    public void Table(string file) => Tables.Add((assembly, file));

    /// <summary>
    /// What requests see of tables whose rows are not simply a tenant's or a school's, from an embedded file that calls
    /// <c>open_to_requests</c>.
    /// </summary>
    public void Scope(string file) => ScopeFile = (assembly, file);

    /// <summary>This service brings all schools together: it refuses to start where shards are configured.</summary>
    public void OneShardOnly() => IsOneShardOnly = true;

    /// <summary>
    /// A read model, and when it follows. An async one may split its work by tenant into <paramref name="partitions"/>, which replicas share; then no
    /// two tenants may share a row.
    /// </summary>
    public void Project(IProjection projection, Lifecycle lifecycle, int partitions = 1)
    {
        if (Projections.Exists(other => other.Name == projection.Name))
            throw new InvalidOperationException($"Two projections are called {projection.Name}.");
        if (partitions < 1 || (partitions > 1 && lifecycle is Lifecycle.Inline))
            throw new ArgumentOutOfRangeException(nameof(partitions), partitions, "Only an async projection has partitions, one or more.");
        Projections.Add(new(projection, lifecycle, partitions));
    }

    /// <summary>Turns committed events into messages for other services, in order, at least once.</summary>
    public void Publish(PublishMap map) => Map = map;

    internal Followed Find(string projection) => Projections.Find(known => known.Name == projection)
        ?? throw new ArgumentException($"There is no projection {projection}; there are {string.Join(", ", Projections.Select(known => known.Name))}.", nameof(projection));

    /// <summary>The checkpoints of everything that follows.</summary>
    internal IReadOnlyList<string> Checkpoints => [.. Projections.SelectMany(followed => followed.Checkpoints), .. Map is null ? Array.Empty<string>() : [Checkpoint.Publisher]];

    /// <summary>The checkpoints of a projection or of the <c>Publisher</c>; none for an inline projection.</summary>
    internal IReadOnlyList<string> CheckpointsOf(string name) => name == Skips.Publisher ? [Checkpoint.Publisher] : Find(name).Checkpoints;

    /// <summary>The name of a read model, or <c>Publisher</c> where there is one; throws for any other.</summary>
    internal string Known(string name) => name == Skips.Publisher && Map is not null ? name : Find(name).Name;

    private readonly HashSet<string> aliases = new(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,40}$", RegexOptions.None, 1000)]
    private static partial Regex SchemaName();
}
