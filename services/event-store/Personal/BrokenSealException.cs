namespace Cohesion.EventStore;

/// <summary>A text of an event was not sealed for that event: somebody changed it, or moved it here from another event, stream or tenant.</summary>
public sealed class BrokenSealException(StreamKey stream, Guid eventId)
    : Exception($"A personal text in event {eventId} of {stream.Id} of {stream.Tenant} was not sealed for it.");
