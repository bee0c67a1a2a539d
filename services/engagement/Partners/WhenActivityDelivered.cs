using Cohesion.Contracts.Activity;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Engagement.Partners;

/// <summary>Notes what partners did: a session that took place, with the partners who took part.</summary>
public sealed class WhenActivityDelivered(Database database) : IConsumer<ActivityDelivered>
{
    public Task Consume(ConsumeContext<ActivityDelivered> context)
    {
        var session = context.Message;
        return database.RunAsync(
            "Partners.KeepSession.sql",
            [Tenant.Of(session.Urn).Value, session.SessionId, session.Version, session.On, session.Tags.Kind, session.Present, session.Tags.PartnerIds.ToArray()],
            context.CancellationToken);
    }
}
