using Cohesion.Testing;
using Npgsql;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>PostgreSQL, and RabbitMQ when somebody asks for it, of this run alone. What they have confirmed is on the disk.</summary>
internal sealed class DurableServers : IAsyncDisposable
{
    private const int StoreConnections = 20;
    private readonly PrivateServers postgres;
    private PrivateServers? rabbitmq;

    private DurableServers(PrivateServers postgres) => this.postgres = postgres;

    /// <summary>For services: a few pooled connections.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(Postgres) { MaxPoolSize = StoreConnections }.ConnectionString;

    /// <summary>For floors, which open what they need.</summary>
    public string Unpooled => new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ConnectionString;

    private string Postgres => new NpgsqlConnectionStringBuilder(postgres.Addresses["COHESION_TEST_POSTGRES"]) { Database = "postgres" }.ConnectionString; // otherwise it is called like the role

    public static async Task<DurableServers> StartAsync()
    {
        var servers = new DurableServers(await PrivateServers.StartDurableAsync("postgres"));
        await SuperuserRoles.MakeAsync(servers.Postgres, CancellationToken.None);
        return servers;
    }

    public async Task<Uri> RabbitMqAsync()
    {
        rabbitmq ??= await PrivateServers.StartDurableAsync("rabbitmq");
        return new Uri(rabbitmq.Addresses["COHESION_TEST_RABBITMQ"] + "/cohesion");
    }

    /// <summary>What everything was measured on.</summary>
    public async Task<string> DescribeAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var settings = new List<string>();
        foreach (var name in new[] { "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers" })
        {
            await using var show = new NpgsqlCommand($"show {name}", connection);
            settings.Add($"{name} {await show.ExecuteScalarAsync(ct)}");
        }

        return Result.Text($"{Environment.ProcessorCount} cores; PostgreSQL {string.Join(", ", settings)}");
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(Unpooled);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>What earlier measurements left for later is done now, so that it is nobody's cost.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var settle = new NpgsqlCommand("checkpoint", connection) { CommandTimeout = 600 };
        await settle.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (rabbitmq is not null)
        {
            await rabbitmq.DisposeAsync();
        }

        await postgres.DisposeAsync();
    }
}
