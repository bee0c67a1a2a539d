using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Former learners whose record is kept and not used are on old registers without their name, until the restriction is lifted.</summary>
public sealed class WhenLearnersRestricted(Store store) : IConsumer<LearnersRestricted>
{
    public Task Consume(ConsumeContext<LearnersRestricted> context) => store.NoteOnceAsync(context.Message.Urn, Definition.Name, context, "Roll.Restrict.sql", new
    {
        tenant = Tenant.Of(context.Message.Urn).Value,
        ids = context.Message.Learners.Select(learner => learner.LearnerId).ToArray(),
        versions = context.Message.Learners.Select(learner => learner.Version).ToArray(),
        restricted = context.Message.Learners.Select(learner => learner.Restricted).ToArray(),
    });

    public sealed class Definition : ConsumerDefinition<WhenLearnersRestricted>
    {
        public const string Name = "activity-when-learners-restricted";

        public Definition() => EndpointName = Name;
    }
}
