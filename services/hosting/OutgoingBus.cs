using System.Diagnostics;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Hosting;

/// <summary>Publishes committed events as messages: in the order of each stream, streams side by side, done when the broker has confirmed all.</summary>
internal sealed class OutgoingBus(IBus bus) : IOutgoingBus
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        await Task.WhenAll(messages.GroupBy(message => message.Cause.Stream).Select(stream => SendInOrderAsync(stream, deadline.Token)));
    }

    private async Task SendInOrderAsync(IEnumerable<Outgoing> messages, CancellationToken ct)
    {
        foreach (var message in messages)
        {
            using var span = StartSpan(message.Cause);
            await bus.Publish(message.Message, message.Message.GetType(), context => Address(context, message), ct);
        }
    }

    private static void Address(MassTransit.PublishContext context, Outgoing message)
    {
        context.MessageId = message.MessageId;
        context.Headers.Set("tenant", message.Cause.Stream.Tenant.Value);
        if (Guid.TryParse(message.Cause.CorrelationId, out var correlation))
        {
            context.CorrelationId = correlation;
        }
    }

    /// <summary>The trace goes on from the request that made the event.</summary>
    private static Activity? StartSpan(StoredEvent cause)
    {
        Activity.Current = null;
        return ActivityContext.TryParse(cause.Headers.GetValueOrDefault("traceparent"), null, isRemote: true, out var parent)
            ? Telemetry.Source.StartActivity("publish " + cause.Type, ActivityKind.Producer, parent)
            : null;
    }
}

/// <summary>The metadata of what a consumer stores: caused by the message, in the message's correlation.</summary>
public static class MessageMetadata
{
    public static EventMetadata Of(ConsumeContext context)
    {
        var metadata = EventMetadata.FromCurrentTrace(context.MessageId?.ToString());
        return context.CorrelationId is { } correlation ? metadata with { CorrelationId = correlation.ToString() } : metadata;
    }
}
