using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners who moved form or year group, or are called otherwise, are listed so from now on.</summary>
public sealed class WhenLearnersMoved(Store store) : IConsumer<LearnersMoved>
{
    public Task Consume(ConsumeContext<LearnersMoved> context) => store.ConsumeOnceAsync(
        Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context),
        (work, ct) => WhenLearnersJoinedRoll.PutAsync(store, work, context.Message.Urn, context.Message.Learners, context.Message.At, ct),
        context.CancellationToken);

    public sealed class Definition : ConsumerDefinition<WhenLearnersMoved>
    {
        public const string Name = "activity-when-learners-moved";

        public Definition() => EndpointName = Name;
    }
}
