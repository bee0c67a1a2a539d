using System.Runtime.CompilerServices;
using Cohesion.EventStore;
using Cohesion.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>
/// How long after its append is answered another service has applied an event, once and for good: publisher, RabbitMQ with confirms, quorum queue,
/// consumer, inbox and row in one transaction of a second store.
/// </summary>
internal sealed class ConsumeElsewhere : IWorkload
{
    public string Word => "messages";

    public async IAsyncEnumerable<Figure> RunAsync(Ground ground, [EnumeratorCancellation] CancellationToken ct)
    {
        var broker = await ground.Servers.RabbitMqAsync();
        var pace = new Pace(ground.Time * 5);
        await using var receiver = await Service.StartAsync(
            ground.Servers, "receiver", ct, store => store.Table("EventStore.ReportedVisits.sql"), builder => AddBus(builder, broker, pace, bus => bus.AddConsumer<WhenVisitReported>()));
        await using var sender = await Service.StartAsync(ground.Servers, "sender", ct, store => store.Publish(MapAsync), builder => AddBus(builder, broker, pace, _ => { }));
        foreach (var service in new[] { receiver, sender })
        {
            await service.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, ct);
        }

        var run = await pace.RunAsync(sender.AppendAsync, ct);
        yield return new Figure(Result.Text($"event committed → consumed in another service over RabbitMQ, at {Pace.PerSecond:N0} events/s"), run, null, new Aim(P99: 150));
    }

    private static void AddBus(WebApplicationBuilder builder, Uri broker, Pace pace, Action<IBusRegistrationConfigurator> consumers)
    {
        builder.Configuration.AddInMemoryCollection([new("RabbitMq:Uri", broker.ToString())]);
        builder.Services.AddSingleton(pace);
        builder.AddBus("benchmark", consumers);
    }

    private static Task<IReadOnlyList<Outgoing>> MapAsync(IReadOnlyList<StoredEvent> page, Cohesion.EventStore.PublishContext context, CancellationToken ct) => Task.FromResult<IReadOnlyList<Outgoing>>(
        [.. page.Select(stored => Outgoing.Of(new VisitReported(stored.Stream.Tenant.Value, stored.Stream.Id, ((VisitMade)stored.Data).Number), stored))]);
}

/// <summary>What other services hear of a visit.</summary>
public sealed record VisitReported(string Urn, string ActivityId, int Number);

/// <summary>Notes the visit in a row of the second service.</summary>
internal sealed class WhenVisitReported(Store store, Pace pace) : IConsumer<VisitReported>
{
    public async Task Consume(ConsumeContext<VisitReported> context)
    {
        await store.Home.ConsumeOnceAsync(nameof(WhenVisitReported), context.MessageId!.Value, MessageMetadata.Of(context), async (work, ct) =>
        {
            await using var note = new NpgsqlCommand("insert into reported_visits (activity_id, number) values ($1, $2)", work.Connection);
            note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = context.Message.ActivityId });
            note.Parameters.Add(new NpgsqlParameter<int> { TypedValue = context.Message.Number });
            await note.ExecuteNonQueryAsync(ct);
        }, context.CancellationToken);
        pace.See(context.Message.Number);
    }
}
