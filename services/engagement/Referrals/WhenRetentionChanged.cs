using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Engagement.Roll;
using MassTransit;

namespace Cohesion.Engagement.Referrals;

/// <summary>Hears for how long a school keeps referrals about children it does not know.</summary>
public sealed class WhenRetentionChanged(Database database) : IConsumer<RetentionChanged>
{
    public Task Consume(ConsumeContext<RetentionChanged> context) => context.Message.Record != "referral"
        ? Task.CompletedTask
        : database.RunAsync("Referrals.KeepRetention.sql", [WhenRollChanged.TenantOf(context.Message.Urn), context.Message.Version, context.Message.YearsAfter], context.CancellationToken);
}
