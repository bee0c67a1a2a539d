using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Learners who joined, or came back, are on the registers from now on.</summary>
public sealed class WhenLearnersJoinedRoll(Store store) : IConsumer<LearnersJoinedRoll>
{
    public Task Consume(ConsumeContext<LearnersJoinedRoll> context) => PutAsync(store, Definition.Name, context, context.Message.Urn, context.Message.Learners, context.Message.At);

    internal static Task PutAsync(Store store, string consumer, ConsumeContext context, int urn, IReadOnlyList<LearnerOnRoll> learners, DateTimeOffset at) =>
        store.NoteOnceAsync(urn, consumer, context, "Roll.PutOnRoll.sql", new
        {
            tenant = Tenant.Of(urn).Value,
            at = at.ToUniversalTime(),
            ids = learners.Select(learner => learner.LearnerId).ToArray(),
            versions = learners.Select(learner => learner.Version).ToArray(),
            names = learners.Select(learner => learner.DisplayName).ToArray(),
            years = learners.Select(learner => learner.YearGroup).ToArray(),
            forms = learners.Select(learner => learner.Form).ToArray(),
        });

    public sealed class Definition : ConsumerDefinition<WhenLearnersJoinedRoll>
    {
        public const string Name = "activity-when-learners-joined-roll";

        public Definition() => EndpointName = Name;
    }
}
