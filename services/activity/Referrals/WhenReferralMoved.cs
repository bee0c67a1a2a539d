using Cohesion.Contracts.Engagement;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Referrals;

/// <summary>Counts the referrals that wait, and until when, for Today; what they are about stays in engagement.</summary>
public sealed class WhenReferralMoved(Store store)
    : IConsumer<ReferralReceived>, IConsumer<ReferralProgressed>, IConsumer<ReferralDecided>, IConsumer<ReferralClosed>
{
    public Task Consume(ConsumeContext<ReferralReceived> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralProgressed> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralDecided> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralClosed> context) => PutAsync(context, context.Message.Referral);

    private Task PutAsync(ConsumeContext context, ReferralClock clock) => store.NoteOnceAsync(clock.Urn, Definition.Name, context, "Referrals.PutClock.sql", new
    {
        tenant = Tenant.Of(clock.Urn).Value,
        id = clock.ReferralId,
        version = clock.Version,
        state = clock.State,
        urgency = clock.Urgency,
        decideBy = clock.DecideBy.ToUniversalTime(),
    });

    public sealed class Definition : ConsumerDefinition<WhenReferralMoved>
    {
        public const string Name = "activity-when-referral-moved";

        public Definition() => EndpointName = Name;
    }
}
