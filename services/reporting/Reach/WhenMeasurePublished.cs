using Cohesion.Contracts;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;

namespace Cohesion.Reporting.Reach;

/// <summary>Keeps a school's newest count; an older one that comes late changes nothing.</summary>
public sealed class WhenMeasurePublished(Store store, Tables tables) : IConsumer<MeasurePublished>
{
    public Task Consume(ConsumeContext<MeasurePublished> context)
    {
        var message = context.Message;
        var groups = message.Groups;
        return !AcademicYear.TryParse(message.AcademicYear, out var year) ? Task.CompletedTask : store.Home.ConsumeOnceAsync(
            "reporting-when-measure-published", context.MessageId!.Value, MessageMetadata.Of(context),
            (work, ct) => tables.RunAsync(
                work.Connection, "Reach.PutMeasure.sql", ct, message.Urn, year.StartYear, message.Measure, message.Version, message.At,
                groups.Select(g => g.Breakdown).ToArray(), groups.Select(g => g.Group).ToArray(), groups.Select(g => g.Numerator).ToArray(), groups.Select(g => g.Denominator).ToArray()),
            context.CancellationToken);
    }
}
