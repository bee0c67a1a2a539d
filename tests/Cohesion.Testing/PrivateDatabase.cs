namespace Cohesion.Testing;

/// <summary>A PostgreSQL of one test's own, which keeps what it has committed however often the test kills it.</summary>
public sealed class PrivateDatabase : IAsyncDisposable
{
    private readonly PrivateServers servers;

    private PrivateDatabase(PrivateServers servers) => this.servers = servers;

    /// <summary>The connection string of a superuser in an empty database.</summary>
    public string Superuser => servers.Addresses["COHESION_TEST_POSTGRES"] + ";Database=postgres";

    public static async Task<PrivateDatabase> StartAsync()
    {
        var database = new PrivateDatabase(await PrivateServers.StartDurableAsync("postgres"));
        await SuperuserRoles.MakeAsync(database.Superuser, CancellationToken.None);
        return database;
    }

    /// <summary>Ends every process of the server at once: nothing is written out, the log is replayed at the next start.</summary>
    public Task KillAsync() => servers.StopAsync("postgres", kill: true);

    public Task StartAgainAsync() => servers.StartAgainAsync("postgres");

    public ValueTask DisposeAsync() => servers.DisposeAsync();
}
