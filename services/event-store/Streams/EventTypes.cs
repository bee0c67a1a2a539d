using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Cohesion.EventStore;

/// <summary>The event types of a service: their aliases, their JSON, and how an old shape becomes the new one.</summary>
internal sealed class EventTypes
{
    private readonly Dictionary<Type, Registered> byType = [];
    private readonly Dictionary<string, Registered> byAlias = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, (Type To, Func<object, object> Convert)> upcasts = [];

    public void Add(JsonSerializerContext json, Type type)
    {
        if (json.Options.PropertyNamingPolicy != JsonNamingPolicy.CamelCase)
            throw new InvalidOperationException($"{json.GetType().Name} must write camelCase: stored events are for ever.");
        var info = json.GetTypeInfo(type) ?? throw new InvalidOperationException($"{json.GetType().Name} has no [JsonSerializable] for {type.Name}.");
        var registered = new Registered(EventAlias.Of(type), $"{type.FullName}, {type.Assembly.GetName().Name}", info, PersonalTexts.AreIn(info));
        if (byAlias.TryGetValue(registered.Alias, out var other) && other.Json.Type != type)
            throw new InvalidOperationException($"{type.FullName} and {other.Json.Type.FullName} would both be stored as {registered.Alias}.");
        byType[type] = byAlias[registered.Alias] = registered;
        HoldPersonalTexts |= registered.HoldsPersonalTexts;
    }

    public void Upcast<TOld, TNew>(Func<TOld, TNew> convert)
        where TOld : notnull
        where TNew : notnull => upcasts[typeof(TOld)] = (typeof(TNew), old => convert((TOld)old));

    public Registered Of(object data) => byType.TryGetValue(data.GetType(), out var registered)
        ? registered
        : throw new InvalidOperationException($"{data.GetType().Name} is not registered: add it to store.Events(…).");

    /// <summary>Whether any event of the service may hold a personal text.</summary>
    public bool HoldPersonalTexts { get; private set; }

    /// <summary>The data of an event; a <see cref="SealedEvent"/> where personal texts are still to be opened.</summary>
    public object Read(string alias, byte[] json, StreamKey stream, Guid id) =>
        !byAlias.TryGetValue(alias, out var registered) ? new UnknownEvent(alias, System.Text.Encoding.UTF8.GetString(json))
        : registered.HoldsPersonalTexts ? new SealedEvent(this, registered, json, stream, id)
        : Read(registered, json);

    public object Read(Registered registered, byte[] json)
    {
        var data = JsonSerializer.Deserialize(json, registered.Json) ?? throw new JsonException($"An event of type {registered.Alias} is null.");
        while (upcasts.TryGetValue(data.GetType(), out var upcast))
            data = upcast.Convert(data);
        return data;
    }

    /// <summary>The aliases under which events that read as one of <paramref name="types"/> are stored.</summary>
    public string[] AliasesOf(IReadOnlySet<Type> types) => [.. byType.Values.Where(registered => types.Contains(Newest(registered.Json.Type))).Select(registered => registered.Alias)];

    public IEnumerable<(string Alias, JsonTypeInfo Json)> All => byType.Values.Select(registered => (registered.Alias, registered.Json));

    private Type Newest(Type type)
    {
        while (upcasts.TryGetValue(type, out var upcast))
            type = upcast.To;
        return type;
    }

    internal sealed record Registered(string Alias, string DotnetType, JsonTypeInfo Json, bool HoldsPersonalTexts);
}
