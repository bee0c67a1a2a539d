using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners who moved form or year group, or are called otherwise, are listed so from now on.</summary>
public sealed class WhenLearnersMoved(Store store) : IConsumer<LearnersMoved>
{
    public Task Consume(ConsumeContext<LearnersMoved> context) =>
        WhenLearnersJoinedRoll.PutAsync(store, Definition.Name, context, context.Message.Urn, context.Message.Learners, context.Message.At);

    public sealed class Definition : ConsumerDefinition<WhenLearnersMoved>
    {
        public const string Name = "activity-when-learners-moved";

        public Definition() => EndpointName = Name;
    }
}
