namespace Cohesion.Testing;

/// <summary>A RabbitMQ of one test's own, which it may stop, kill and start again.</summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private readonly PrivateServers servers;

    private PrivateBroker(PrivateServers servers) => this.servers = servers;

    public BrokerAddress Address => Servers.AddressOf(servers);

    /// <summary>What it has logged.</summary>
    public IEnumerable<string> Logs => Servers.LogsOf(servers);

    public static async Task<PrivateBroker> StartAsync() => new(await PrivateServers.StartAsync("rabbitmq"));

    public Task<VirtualHost> CreateVirtualHostAsync(CancellationToken ct) => VirtualHost.CreateAsync(Address, ct);

    public Task StopAsync() => servers.StopAsync("rabbitmq");

    public Task KillAsync() => servers.StopAsync("rabbitmq", kill: true);

    public Task StartAgainAsync() => servers.StartAgainAsync("rabbitmq");

    public ValueTask DisposeAsync() => servers.DisposeAsync();
}
