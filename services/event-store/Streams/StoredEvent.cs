namespace Cohesion.EventStore;

/// <summary>
/// An event as it stands in the store. <see cref="Position"/> is its place among all events of the service; it is 0 while the event is
/// being written, which is how inline projections see it.
/// </summary>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    StreamKey Stream,
    long Version,
    object Data,
    string Type,
    DateTimeOffset Timestamp,
    string? CorrelationId,
    string? CausationId,
    IReadOnlyDictionary<string, string> Headers);

/// <summary>The data of an event whose type this service does not know (any more): its alias and its JSON.</summary>
public sealed record UnknownEvent(string Type, string Json);
