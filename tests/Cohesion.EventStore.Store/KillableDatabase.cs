using Cohesion.Testing;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>A PostgreSQL that tests may kill; every test has a schema of its own in it.</summary>
public sealed class KillableDatabase : IAsyncLifetime
{
    private PrivateDatabase? server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server!.Superuser) { MaxPoolSize = 20, CommandTimeout = 60 }.ConnectionString;

    public async ValueTask InitializeAsync() => server = await PrivateDatabase.StartAsync();

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    public Task KillAsync() => server!.KillAsync();

    public Task StartAgainAsync() => server!.StartAgainAsync();

    /// <summary>A replica like the workers.</summary>
    public Task<StoreUnderTest> StartAsync(string schema) => StoreUnderTest.StartAsync(ConnectionString, schema, ClubsAtWork.Define, _ => { });

    /// <summary>One that follows nothing, reads, and notes who moves checkpoints.</summary>
    public Task<StoreUnderTest> WatchAsync(string schema) => StoreUnderTest.StartAsync(ConnectionString, schema, store => store.Table("Moves.sql"), _ => { });
}

/// <summary>The workers of one test, dead ones included.</summary>
internal sealed class Workers(string connectionString, string schema) : IAsyncDisposable
{
    private readonly List<WorkerProcess> all = [];

    public IReadOnlyList<WorkerProcess> All => all;

    public IReadOnlyList<WorkerProcess> Alive => [.. all.Where(worker => worker.IsAlive)];

    public WorkerProcess Start(int callers)
    {
        all.Add(WorkerProcess.Start(connectionString, schema, callers, seed: all.Count));
        return all[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in all)
            await worker.DisposeAsync();
    }
}
