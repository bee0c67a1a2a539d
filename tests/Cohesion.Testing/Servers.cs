namespace Cohesion.Testing;

/// <summary>
/// PostgreSQL and RabbitMQ for tests: those that COHESION_TEST_POSTGRES, COHESION_TEST_RABBITMQ and COHESION_TEST_RABBITMQ_MANAGEMENT
/// name, otherwise private ones of this process. Real servers in every case.
/// </summary>
public static class Servers
{
    private const string PostgresName = "COHESION_TEST_POSTGRES";
    private const string RabbitMqName = "COHESION_TEST_RABBITMQ";
    private const string LogsName = "COHESION_TEST_LOGS";
    private const string ManagementName = "COHESION_TEST_RABBITMQ_MANAGEMENT";

    private static readonly Lazy<Task<(string Server, string? Logs)>> PostgresServer = new(async () =>
    {
        if (Environment.GetEnvironmentVariable(PostgresName) is { } named)
        {
            return (named, Environment.GetEnvironmentVariable(LogsName));
        }

        var own = await PrivateServers.StartAsync("postgres");
        return (own.Addresses[PostgresName], own.Addresses[LogsName]);
    });

    private static readonly Lazy<Task<BrokerAddress>> RabbitMqServer = new(async () =>
        Environment.GetEnvironmentVariable(RabbitMqName) is { } amqp && Environment.GetEnvironmentVariable(ManagementName) is { } management
            ? new BrokerAddress(new Uri(amqp), new Uri(management))
            : AddressOf(await PrivateServers.StartAsync("rabbitmq")));

    /// <summary>A connection string of a superuser, without a database.</summary>
    public static async Task<string> PostgresAsync() => (await PostgresServer.Value).Server;

    /// <summary>The log of PostgreSQL; null where COHESION_TEST_LOGS does not say where those servers log that somebody else started.</summary>
    public static async Task<string?> PostgresLogAsync() => (await PostgresServer.Value).Logs is { } folder ? Path.Combine(folder, "postgres.log") : null;

    public static Task<BrokerAddress> RabbitMqAsync() => RabbitMqServer.Value;

    /// <summary>A fresh database with every service's role and schema; dropped when disposed.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct) => await TestDatabase.CreateAsync(await PostgresAsync(), ct);

    /// <summary>A fresh virtual host; deleted when disposed.</summary>
    public static async Task<VirtualHost> CreateVirtualHostAsync(CancellationToken ct) => await VirtualHost.CreateAsync(await RabbitMqAsync(), ct);

    internal static IEnumerable<string> LogsOf(PrivateServers servers) => Directory.EnumerateFiles(servers.Addresses[LogsName], "*.log", SearchOption.AllDirectories);

    internal static BrokerAddress AddressOf(PrivateServers servers) => new(new Uri(servers.Addresses[RabbitMqName]), new Uri(servers.Addresses[ManagementName]));
}

/// <summary>Where a broker and its management API are, both with user and password.</summary>
public sealed record BrokerAddress(Uri Amqp, Uri Management);
