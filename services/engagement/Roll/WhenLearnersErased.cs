using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Engagement.Roll;

/// <summary>Forgets learners: their names, and who and what the referrals matched to them spoke of. It is confirmed for each.</summary>
public sealed class WhenLearnersErased(Store store, Database database, TimeProvider clock) : IConsumer<LearnersErased>
{
    public Task Consume(ConsumeContext<LearnersErased> context) => store.ConsumeOnceAsync(
        Tenant.Of(context.Message.Urn), "engagement-when-learners-erased", context.MessageId!.Value, MessageMetadata.Of(context),
        (work, ct) => ForgetAsync(work, context.Message, ct), context.CancellationToken);

    private async Task ForgetAsync(Work work, LearnersErased message, CancellationToken ct)
    {
        var newest = WhenRollChanged.Newest(message.Learners, learner => learner.LearnerId, learner => learner.Version);
        var (tenant, ids) = (WhenRollChanged.TenantOf(message.Urn), newest.Select(learner => learner.LearnerId).ToArray());
        var going = await database.ListAsync(work, "Roll.CountSubjects.sql", RowsJson.Default.ForgottenRows, [tenant, ids], ct);
        await database.RunAsync(work, "Roll.Forget.sql", [tenant, ids, newest.Select(learner => learner.Version).ToArray()], ct);
        await database.RunAsync(work, "Roll.ForgetSubjects.sql", [tenant, ids], ct);
        foreach (var (id, rows) in going)
        {
            work.Append(ForgottenLearner.StreamOf(tenant, LearnerId.Of(id)), ForgottenLearner.Aggregate.Alias, ExpectedVersion.Any, new LearnerForgotten(LearnerId.Of(id), rows, clock.GetUtcNow()));
        }
    }
}
