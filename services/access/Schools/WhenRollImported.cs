using Cohesion.Contracts.EquityMonitoring;
using MassTransit;

namespace Cohesion.Access.Schools;

/// <summary>A school with a roll is offered first when a demo person signs in.</summary>
public sealed class WhenRollImported(KnownSchools schools) : IConsumer<RollImported>
{
    public Task Consume(ConsumeContext<RollImported> context) => schools.HasRollAsync(context.Message.Urn, context.CancellationToken);
}
