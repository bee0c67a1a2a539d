using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>Other services confirm that they have let go of learners who were erased; their certificates say so.</summary>
public sealed class WhenLearnersForgotten(Store store) : IConsumer<Contracts.Activity.LearnersForgotten>, IConsumer<Contracts.Engagement.LearnersForgotten>
{
    public Task Consume(ConsumeContext<Contracts.Activity.LearnersForgotten> context) =>
        ConfirmAsync(context, "activity", context.Message.Urn, context.Message.Learners.Select(learner => (learner.LearnerId, learner.Removed)), context.Message.At);

    public Task Consume(ConsumeContext<Contracts.Engagement.LearnersForgotten> context) =>
        ConfirmAsync(context, "engagement", context.Message.Urn, context.Message.Learners.Select(learner => (learner.LearnerId, learner.Removed)), context.Message.At);

    private Task ConfirmAsync(ConsumeContext context, string service, int urn, IEnumerable<(Guid LearnerId, int Removed)> learners, DateTimeOffset at) => store.ConsumeOnceAsync(
        Tenant.Of(urn), Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context),
        (work, _) =>
        {
            foreach (var (learner, removed) in learners)
            {
                work.Append(LearnerRecord.StreamOf(urn, new(learner)), LearnerRecord.Aggregate.Alias, ExpectedVersion.Any, new ErasureConfirmed(new(learner), service, removed, at));
            }

            return Task.CompletedTask;
        },
        context.CancellationToken);

    public sealed class Definition : ConsumerDefinition<WhenLearnersForgotten>
    {
        public const string Name = "equity-monitoring-when-learners-forgotten";

        public Definition() => EndpointName = Name;
    }
}
