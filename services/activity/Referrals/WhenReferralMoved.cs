using Cohesion.Contracts.Engagement;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
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

    private Task<bool> PutAsync(ConsumeContext context, ReferralClock clock) => store.ConsumeOnceAsync(
        Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context), (work, ct) =>
            work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(WhenReferralMoved).Assembly, "Referrals.PutClock.sql"), new
            {
                tenant = Tenant.Of(clock.Urn).Value,
                id = clock.ReferralId,
                version = clock.Version,
                state = clock.State,
                urgency = clock.Urgency,
                decideBy = clock.DecideBy.ToUniversalTime(),
            }, work.Transaction, cancellationToken: ct)), context.CancellationToken);

    public sealed class Definition : ConsumerDefinition<WhenReferralMoved>
    {
        public const string Name = "activity-when-referral-moved";

        public Definition() => EndpointName = Name;
    }
}
