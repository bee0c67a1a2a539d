using Cohesion.EventStore;
using Cohesion.EventStoreTests;
using Cohesion.Testing;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Npgsql;

using Xunit;

[assembly: AssemblyFixture(typeof(Database))]

namespace Cohesion.EventStoreTests;

/// <summary>One database for the assembly; every test has a schema of its own in it.</summary>
public sealed class Database : IAsyncLifetime
{
    private TestDatabase? database;

    public TestDatabase Real => database!;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Real.Superuser) { Pooling = true, MaxPoolSize = 40, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2 }.ConnectionString;

    public async ValueTask InitializeAsync() => database = await Servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Real.DisposeAsync();

    public Task<StoreUnderTest> StartAsync(Action<StoreBuilder>? configure = null, string? schema = null, Action<IServiceCollection>? services = null, IEnumerable<KeyValuePair<string, string?>>? settings = null) =>
        StoreUnderTest.StartAsync(ConnectionString, schema ?? $"clubs_{Guid.NewGuid():n}", configure ?? (_ => { }), services ?? (_ => { }), settings);
}

/// <summary>A replica of a service that has a store.</summary>
public sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly IHost host;

    private StoreUnderTest(IHost host) => (this.host, Store) = (host, host.Services.GetRequiredService<Store>());

    public Store Store { get; }

    public IServiceProvider Services => host.Services;

    public static async Task<StoreUnderTest> StartAsync(string connectionString, string schema, Action<StoreBuilder> configure, Action<IServiceCollection> services, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Cohesion", connectionString), .. settings ?? []]);
        if (Environment.GetEnvironmentVariable("COHESION_TEST_LOG") is not null)
            builder.Logging.AddSimpleConsole();
        builder.AddStore(schema, store =>
        {
            store.Events(ClubsJson.Default, Club.Events);
            store.Upcast<ClubNameChanged, ClubRenamed>(changed => new(changed.To));
            store.Aggregate(Club.Aggregate);
            configure(store);
        });
        services(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new StoreUnderTest(host);
    }

    public async Task<T> ScalarAsync<T>(string sql, Shard? at = null)
    {
        await using var connection = await OpenAsync(at ?? Store.Home);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task<List<string>> LinesAsync(string sql, Shard? at = null)
    {
        await using var connection = await OpenAsync(at ?? Store.Home);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(field => rows.IsDBNull(field) ? "" : rows.GetValue(field).ToString())));
        return lines;
    }

    public async Task ExecuteAsync(string sql, Shard? at = null)
    {
        await using var connection = await OpenAsync(at ?? Store.Home);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As the owner of the schema.</summary>
    private async Task<NpgsqlConnection> OpenAsync(Shard shard)
    {
        var configuration = host.Services.GetRequiredService<IConfiguration>();
        var there = shard.Name == Shard.Home ? configuration.GetConnectionString("Cohesion") : configuration[$"Store:Shards:{shard.Name}"];
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(there) { SearchPath = Store.Schema }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public Task<long> HeadAsync() => ScalarAsync<long>("select coalesce(max(seq_id), 0) from mt_events");

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
