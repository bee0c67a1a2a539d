using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners to be forgotten lose their name and the reasons recorded about them; the opaque ids in registers then lead to nobody. It is confirmed for each.</summary>
public sealed class WhenLearnersErased(Store store, TimeProvider clock) : IConsumer<LearnersErased>
{
    public Task Consume(ConsumeContext<LearnersErased> context)
    {
        var tenant = Tenant.Of(context.Message.Urn);
        return store.ConsumeOnceAsync(
            tenant, Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context), (work, ct) => ForgetAsync(work, tenant, context.Message.Learners, ct), context.CancellationToken);
    }

    private async Task ForgetAsync(Work work, Tenant tenant, IReadOnlyList<LearnerOffRoll> learners, CancellationToken ct)
    {
        var parameters = new { tenant = tenant.Value, ids = learners.Select(learner => learner.LearnerId).Distinct().ToArray() };
        foreach (var (id, rows) in await work.Connection.QueryAsync<(Guid Id, int Rows)>(
            new CommandDefinition(store.Sql(typeof(WhenLearnersErased).Assembly, "Roll.Forget.sql"), parameters, work.Transaction, cancellationToken: ct)))
        {
            var learner = new LearnerId(id);
            work.Append(ForgottenLearner.StreamOf(tenant, learner), ForgottenLearner.Aggregate.Alias, ExpectedVersion.Any, new LearnerForgotten(learner, rows, clock.GetUtcNow()));
        }
    }

    public sealed class Definition : ConsumerDefinition<WhenLearnersErased>
    {
        public const string Name = "activity-when-learners-erased";

        public Definition() => EndpointName = Name;
    }
}
