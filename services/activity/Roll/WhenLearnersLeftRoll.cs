using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners who left are on no register from that day; what they took part in stays counted.</summary>
public sealed class WhenLearnersLeftRoll(Store store) : IConsumer<LearnersLeftRoll>
{
    public Task Consume(ConsumeContext<LearnersLeftRoll> context) => store.NoteOnceAsync(context.Message.Urn, Definition.Name, context, "Roll.TakeOffRoll.sql", new
    {
        tenant = Tenant.Of(context.Message.Urn).Value,
        ids = context.Message.Learners.Select(learner => learner.LearnerId).ToArray(),
        versions = context.Message.Learners.Select(learner => learner.Version).ToArray(),
        days = context.Message.Learners.Select(learner => learner.On).ToArray(),
    });

    public sealed class Definition : ConsumerDefinition<WhenLearnersLeftRoll>
    {
        public const string Name = "activity-when-learners-left-roll";

        public Definition() => EndpointName = Name;
    }
}
