using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Cohesion.Testing;

/// <summary>Speaks and listens on a virtual host, beside the services that use it.</summary>
public sealed class MessageProbe : IAsyncDisposable
{
    private readonly IBusControl bus;
    private readonly Uri virtualHost;

    private MessageProbe(IBusControl bus, Uri virtualHost) => (this.bus, this.virtualHost) = (bus, virtualHost);

    public static async Task<MessageProbe> StartAsync(VirtualHost virtualHost, CancellationToken ct)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(virtualHost.Uri));
        await bus.StartAsync(ct);
        return new MessageProbe(bus, virtualHost.Uri);
    }

    /// <summary>Publishes as another service would; the same id twice is the same message delivered twice.</summary>
    public Task PublishAsync<T>(T message, CancellationToken ct, Guid? messageId = null)
        where T : class =>
        bus.Publish(message, context => context.MessageId = messageId ?? NewId.NextGuid(), ct);

    /// <summary>Hears every message of a type from now on.</summary>
    public async Task<Heard<T>> HearAsync<T>()
        where T : class
    {
        var heard = new Heard<T>();
        var endpoint = bus.ConnectReceiveEndpoint($"probe-{Guid.NewGuid():n}", configurator =>
        {
            if (configurator is IRabbitMqReceiveEndpointConfigurator queue)
            {
                (queue.Durable, queue.AutoDelete) = (false, true);
            }

            configurator.Handler<T>(context =>
            {
                heard.Add(new Received<T>(context.Message, context.MessageId, context.Headers.ToDictionary(header => header.Key, header => (object?)header.Value)));
                return Task.CompletedTask;
            });
        });
        await endpoint.Ready;
        return heard;
    }

    /// <summary>Messages that wait in a queue, e.g. "activity-when-learners-joined-roll_error"; 0 where there is no such queue.</summary>
    public async Task<uint> WaitingInAsync(string queue, CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = virtualHost }.CreateConnectionAsync(ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct); // ends with its connection: one that the broker closed hangs when disposed
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == 404)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync() => await bus.StopAsync(TimeSpan.FromSeconds(5));
}

/// <summary>The messages of one type that a probe has heard.</summary>
public sealed class Heard<T> : IDisposable
    where T : class
{
    private readonly ConcurrentQueue<Received<T>> received = new();
    private readonly SemaphoreSlim arrived = new(0);

    public IReadOnlyList<Received<T>> All => [.. received];

    /// <summary>The first message, of those heard and those to come, that fits.</summary>
    public async Task<Received<T>> FirstAsync(Func<T, bool> fits, CancellationToken ct, TimeSpan? within = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(within ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            if (received.FirstOrDefault(one => fits(one.Message)) is { } found)
            {
                return found;
            }

            try
            {
                await arrived.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                Assert.Fail($"No such {typeof(T).Name} came. Heard: {string.Join("; ", received.Select(one => one.Message))}");
            }
        }
    }

    public Task<Received<T>> FirstAsync(CancellationToken ct) => FirstAsync(_ => true, ct);

    public void Dispose() => arrived.Dispose();

    internal void Add(Received<T> message)
    {
        received.Enqueue(message);
        arrived.Release();
    }
}

/// <summary>A message and what came with it.</summary>
public sealed record Received<T>(T Message, Guid? MessageId, IReadOnlyDictionary<string, object?> Headers);
