using System.Collections.Concurrent;
using System.Text;
using Cohesion.Testing;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Xunit;

namespace Cohesion.Hosting.Api;

/// <summary>A message that its consumer fails at for good is kept, with the reason, where people look.</summary>
public sealed class Messages_nobody_can_use : IAsyncLifetime, IDisposable
{
    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
    private readonly ErrorLog log = new();
    private WebApplication? app;
    private Surroundings? around;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        around = await Surroundings.CreateAsync(Ct);
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in around.SettingsOf("activity"))
        {
            builder.Configuration[name] = value;
        }

        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.AddBus("echo", bus => bus.AddConsumer<WhenWordSpoken>());
        app = builder.Build();
        await app.StartAsync(Ct);
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await app!.DisposeAsync();
        await around!.DisposeAsync();
    }

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task Are_kept_in_the_error_queue_and_told_in_the_log()
    {
        await using var probe = await MessageProbe.StartAsync(around!.VirtualHost, Ct);
        await probe.PublishAsync(new WordSpoken("unutterable"), Ct);

        await Eventually.GivesAsync(() => probe.WaitingInAsync("echo-when-word-spoken_error", Ct), waiting => waiting == 1, "the message is in the error queue", Ct);
        Assert.Equal(0u, await probe.WaitingInAsync("echo-when-word-spoken", Ct));
        Assert.Contains(log.Texts, text => text.Contains("echo-when-word-spoken", StringComparison.Ordinal) && text.Contains(nameof(WhenWordSpoken), StringComparison.Ordinal));

        await using var connection = await new ConnectionFactory { Uri = around.VirtualHost.Uri }.CreateConnectionAsync(Ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        await channel.QueueDeclareAsync("echo-when-word-spoken_error", durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: Ct); // refused if it were any other kind
        var kept = await channel.BasicGetAsync("echo-when-word-spoken_error", autoAck: false, Ct);
        Assert.Contains("unutterable", Encoding.UTF8.GetString(kept!.Body.Span), StringComparison.Ordinal);
        Assert.Equal("No such word.", Encoding.UTF8.GetString((byte[])kept.BasicProperties.Headers!["MT-Fault-Message"]!));
    }

    /// <summary>As it happens while a service is killed at every start; RabbitMQ 4 gives up after twenty times unless it is told not to.</summary>
    [Fact]
    public async Task Wait_however_often_they_were_delivered_in_vain()
    {
        var factory = new ConnectionFactory { Uri = around!.VirtualHost.Uri };
        await using var connection = await factory.CreateConnectionAsync(Ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Ct);
        await channel.QueueDeclareAsync("patient", durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: Ct);
        await channel.BasicPublishAsync("", "patient", Encoding.UTF8.GetBytes("still here"), Ct);
        for (var delivery = 1; delivery <= 25; delivery++)
        {
            await using var dying = await factory.CreateConnectionAsync(Ct);
            var held = await dying.CreateChannelAsync(cancellationToken: Ct); // ends with its connection, and the message goes back
            await Eventually.GivesAsync(() => held.BasicGetAsync("patient", autoAck: false, Ct), message => message is not null, $"delivery {delivery}", Ct);
        }

        await Eventually.GivesAsync(() => channel.BasicGetAsync("patient", autoAck: true, Ct), message => message is not null, "the message is still there", Ct);
    }

    public sealed record WordSpoken(string Word);

    public sealed class WhenWordSpoken : IConsumer<WordSpoken>
    {
        public Task Consume(ConsumeContext<WordSpoken> context) => throw new InvalidOperationException("No such word.");
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Texts.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
