namespace Cohesion.EventStore;

/// <summary>A message for other services. Its id must be the same whenever the same events are mapped again; <see cref="Outgoing.Cause"/> gives headers and trace.</summary>
public sealed record Outgoing(object Message, Guid MessageId, StoredEvent Cause)
{
    /// <summary>A message that stands for one event and carries its id.</summary>
    public static Outgoing Of(object message, StoredEvent cause) => new(message, cause.Id, cause);
}

/// <summary>What a mapping may look things up with. There is no transaction: what it reads may be newer than the events.</summary>
public sealed record PublishContext(NpgsqlConnection Connection, Store Store);

/// <summary>Turns a page of events, in order, into messages; pages may come again, with other borders.</summary>
public delegate Task<IReadOnlyList<Outgoing>> PublishMap(IReadOnlyList<StoredEvent> page, PublishContext context, CancellationToken ct);

/// <summary>The way out of the service.</summary>
public interface IOutgoingBus
{
    /// <summary>Sends in order; returns only when the broker has confirmed every message, throws otherwise.</summary>
    Task SendAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct);
}
