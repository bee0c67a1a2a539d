using Cohesion.Contracts.EquityMonitoring;
using MassTransit;

namespace Cohesion.Engagement.Roll;

/// <summary>Of former learners whose record is kept and not used nothing is shown until the restriction is lifted.</summary>
public sealed class WhenLearnersRestricted(Database database) : IConsumer<LearnersRestricted>
{
    public Task Consume(ConsumeContext<LearnersRestricted> context)
    {
        var newest = WhenRollChanged.Newest(context.Message.Learners, learner => learner.LearnerId, learner => learner.Version);
        return database.RunAsync(
            "Roll.Restrict.sql",
            [
                WhenRollChanged.TenantOf(context.Message.Urn), newest.Select(learner => learner.LearnerId).ToArray(), newest.Select(learner => learner.Version).ToArray(),
                newest.Select(learner => learner.Restricted).ToArray(),
            ],
            context.CancellationToken);
    }
}
