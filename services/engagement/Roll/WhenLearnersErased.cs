using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Engagement.Roll;

/// <summary>Forgets learners: their names, and who and what the referrals matched to them spoke of.</summary>
public sealed class WhenLearnersErased(Store store, Database database) : IConsumer<LearnersErased>
{
    public async Task Consume(ConsumeContext<LearnersErased> context)
    {
        var (message, ct) = (context.Message, context.CancellationToken);
        var newest = WhenRollChanged.Newest(message.Learners, learner => learner.LearnerId, learner => learner.Version);
        var (tenant, ids) = (WhenRollChanged.TenantOf(message.Urn), newest.Select(learner => learner.LearnerId).ToArray());
        await using var work = await store.Home.BeginAsync(MessageMetadata.Of(context), ct);
        await database.RunAsync(work, "Roll.Forget.sql", [tenant, ids, newest.Select(learner => learner.Version).ToArray()], ct);
        await database.RunAsync(work, "Roll.ForgetSubjects.sql", [tenant, ids], ct);
        await work.CommitAsync(ct);
    }
}
