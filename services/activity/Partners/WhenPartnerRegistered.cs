using Cohesion.Contracts.Engagement;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Partners;

/// <summary>A partner that engagement registered, changed or ended can be chosen, or no longer, when an activity is planned.</summary>
public sealed class WhenPartnerRegistered(Store store) : IConsumer<PartnerRegistered>
{
    public Task Consume(ConsumeContext<PartnerRegistered> context) => store.NoteOnceAsync(context.Message.Urn, Definition.Name, context, "Partners.PutPartner.sql", new
    {
        tenant = Tenant.Of(context.Message.Urn).Value,
        id = context.Message.PartnerId,
        version = context.Message.Version,
        name = context.Message.Name,
        sector = context.Message.Sector,
        community = context.Message.Community,
        active = context.Message.Active,
    });

    public sealed class Definition : ConsumerDefinition<WhenPartnerRegistered>
    {
        public const string Name = "activity-when-partner-registered";

        public Definition() => EndpointName = Name;
    }
}
