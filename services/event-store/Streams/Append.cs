using System.Text.Json;

namespace Cohesion.EventStore;

/// <summary>
/// Events that are to go into one stream, already written as JSON by whoever asked, so that an event that cannot be written is their fault alone.
/// </summary>
internal sealed record Append(StreamKey Stream, string? Alias, ExpectedVersion Expected, IReadOnlyList<Append.Event> Events, EventMetadata Metadata, bool MayRepeat)
{
    /// <summary>Events whose texts are still to be sealed, and which are only then written as JSON (<see cref="Sealing"/>).</summary>
    public bool HoldsPersonalTexts => Events.Any(@event => @event.Type.HoldsPersonalTexts);

    /// <summary>Writes the events down; <paramref name="ids"/> are the caller’s ids of them, by which a repeat is recognised.</summary>
    public static Append Of(
        Shard shard, StreamKey stream, string? alias, ExpectedVersion expected, IReadOnlyList<object> events, EventMetadata metadata, IReadOnlyList<Guid>? ids = null)
    {
        if (ids is not null && ids.Count != events.Count)
            throw new ArgumentException($"{events.Count} events need as many ids, not {ids.Count}.", nameof(ids));
        var now = shard.Clock.GetUtcNow();
        var written = new Event[events.Count];
        for (var place = 0; place < written.Length; place++)
        {
            var type = shard.Types.Of(events[place]);
            written[place] = new(ids?[place] ?? Guid.CreateVersion7(now), events[place], type, type.HoldsPersonalTexts ? "" : JsonSerializer.Serialize(events[place], type.Json));
        }

        return new(stream, alias, expected, written, metadata, MayRepeat: ids is not null);
    }

    /// <summary>
    /// The events as they stand in the store, in a stream that stood at <paramref name="before"/>; without <paramref name="positions"/> they are
    /// still being written.
    /// </summary>
    public StoredEvent[] Stored(long before, DateTimeOffset at, ArraySegment<long> positions)
    {
        var stored = new StoredEvent[Events.Count];
        for (var place = 0; place < stored.Length; place++)
        {
            var @event = Events[place];
            stored[place] = new(
                positions.Count == 0 ? 0 : positions[place], @event.Id, Stream, before + place + 1, @event.Data, @event.Type.Alias, at,
                Metadata.CorrelationId, Metadata.CausationId, Metadata.Headers);
        }

        return stored;
    }

    internal readonly record struct Event(Guid Id, object Data, EventTypes.Registered Type, string Json);
}
