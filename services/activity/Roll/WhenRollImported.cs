using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Dapper;
using MassTransit;

namespace Cohesion.Activity.Roll;

/// <summary>Remembers how many faults the last roll import had, so that Today can say so.</summary>
public sealed class WhenRollImported(Store store) : IConsumer<RollImported>
{
    public Task Consume(ConsumeContext<RollImported> context) => store.ConsumeOnceAsync(
        Definition.Name, context.MessageId!.Value, MessageMetadata.Of(context), (work, ct) =>
            work.Connection.ExecuteAsync(new CommandDefinition(store.Sql(typeof(SchoolRoll).Assembly, "Roll.RememberImport.sql"), new
            {
                tenant = Tenant.Of(context.Message.Urn).Value,
                import = context.Message.ImportId,
                faults = context.Message.Faults,
                at = context.Message.At.ToUniversalTime(),
            }, work.Transaction, cancellationToken: ct)), context.CancellationToken);

    public sealed class Definition : ConsumerDefinition<WhenRollImported>
    {
        public const string Name = "activity-when-roll-imported";

        public Definition() => EndpointName = Name;
    }
}
