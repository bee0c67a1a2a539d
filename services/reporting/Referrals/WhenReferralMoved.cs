using Cohesion.Contracts;
using Cohesion.Contracts.Engagement;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Reporting.Referrals;

/// <summary>Keeps the newest state and clocks of each referral; messages may come in any order.</summary>
public sealed class WhenReferralMoved(Store store, Tables tables)
    : IConsumer<ReferralReceived>, IConsumer<ReferralProgressed>, IConsumer<ReferralDecided>, IConsumer<ReferralClosed>
{
    public Task Consume(ConsumeContext<ReferralReceived> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralProgressed> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralDecided> context) => PutAsync(context, context.Message.Referral);

    public Task Consume(ConsumeContext<ReferralClosed> context) => PutAsync(context, context.Message.Referral);

    private Task PutAsync(ConsumeContext context, ReferralClock r) => store.Home.ConsumeOnceAsync(
        "reporting-when-referral-moved", context.MessageId!.Value, MessageMetadata.Of(context),
        (work, ct) => tables.RunAsync(
            work.Connection, "Referrals.PutReferral.sql", ct, r.ReferralId, r.Urn, AcademicYear.Of(r.ReceivedAt).StartYear, r.Sector, r.Urgency, r.State,
            r.ReceivedAt, r.DecideBy, r.DecidedAt, r.Version),
        context.CancellationToken);
}
