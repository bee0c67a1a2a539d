using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Remembers how many faults the last roll import had, so that Today can say so.</summary>
public sealed class WhenRollImported(Store store) : IConsumer<RollImported>
{
    public Task Consume(ConsumeContext<RollImported> context) => store.NoteOnceAsync(context.Message.Urn, Definition.Name, context, "Roll.RememberImport.sql", new
    {
        tenant = Tenant.Of(context.Message.Urn).Value,
        import = context.Message.ImportId,
        faults = context.Message.Faults,
        at = context.Message.At.ToUniversalTime(),
    });

    public sealed class Definition : ConsumerDefinition<WhenRollImported>
    {
        public const string Name = "activity-when-roll-imported";

        public Definition() => EndpointName = Name;
    }
}
