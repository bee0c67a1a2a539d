using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners to be forgotten lose their name and the reasons recorded about them; the opaque ids in registers then lead to nobody.</summary>
public sealed class WhenLearnersErased(Store store) : IConsumer<LearnersErased>
{
    public Task Consume(ConsumeContext<LearnersErased> context) => store.NoteOnceAsync(context.Message.Urn, Definition.Name, context, "Roll.Forget.sql", new
    {
        tenant = Tenant.Of(context.Message.Urn).Value,
        ids = context.Message.Learners.Select(learner => learner.LearnerId).ToArray(),
    });

    public sealed class Definition : ConsumerDefinition<WhenLearnersErased>
    {
        public const string Name = "activity-when-learners-erased";

        public Definition() => EndpointName = Name;
    }
}
