using System.Net.Sockets;
using Cohesion.EventStore;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>The way messages come and go: MassTransit on RabbitMQ, one quorum queue per consumer, an error queue for what cannot be understood.</summary>
public static class Bus
{
    /// <summary>Adds the consumers of a service and the bus that its publisher sends on. The service starts, and answers requests, whether or not the broker is there.</summary>
    public static void AddBus(this WebApplicationBuilder builder, string service, Action<IBusRegistrationConfigurator> consumers)
    {
        builder.Services.AddSingleton<IValidateOptions<RabbitMqOptions>, ValidateRabbitMq>();
        builder.Services.AddOptions<RabbitMqOptions>().BindConfiguration(RabbitMqOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IOutgoingBus, OutgoingBus>();
        builder.Services.AddMassTransit(bus =>
        {
            consumers(bus);
            bus.AddConfigureEndpointsCallback((_, _, endpoint) =>
            {
                if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
                {
                    queue.SetQuorumQueue();
                }
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var options = context.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
                rabbit.Host(options.Uri);
                rabbit.PrefetchCount = options.Prefetch;
                rabbit.UseMessageRetry(WhileTheDatabaseIsAway);
                rabbit.UseMessageRetry(retry => retry.Intervals(100, 500, 2_000));
                rabbit.ConfigureEndpoints(context, new KebabCaseEndpointNameFormatter(service, includeNamespace: false));
            });
        });
    }

    /// <summary>A message must not end in the error queue because PostgreSQL restarts or its school moves to another shard: it waits, for up to twenty minutes.</summary>
    private static void WhileTheDatabaseIsAway(IRetryConfigurator retry)
    {
        retry.Exponential(50, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(300));
        retry.Handle<NpgsqlException>(error => error.IsTransient);
        retry.Handle<SocketException>();
        retry.Handle<TimeoutException>();
        retry.Handle<StoreUnavailableException>();
    }
}
