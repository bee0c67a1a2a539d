using Npgsql;

namespace Cohesion.Testing;

/// <summary>A database of one test class or assembly.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Password = "test";
    private readonly string server;
    private readonly string name;

    private TestDatabase(string server, string name) => (this.server, this.name) = (server, name);

    /// <summary>As PostgreSQL knows it.</summary>
    public string Name => name;

    /// <summary>The connection string of a superuser in this database.</summary>
    public string Superuser => new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;

    /// <summary>The connection string of a service's role: "access", "activity", "engagement", "equity_monitoring", "reporting".</summary>
    public string ConnectionStringOf(string service) => new NpgsqlConnectionStringBuilder(server)
    {
        Database = name,
        Username = service,
        Password = Password,
        MaxPoolSize = 20,
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 5,
    }.ConnectionString;

    internal static async Task<TestDatabase> CreateAsync(string server, CancellationToken ct)
    {
        var database = new TestDatabase(server, $"cohesion_{Guid.CreateVersion7():n}");
        await using (var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString, ct))
        {
            foreach (var service in new[] { "access", "activity", "engagement", "equity_monitoring", "reporting" })
            {
                await ExecuteAsync(connection, $"set cohesion.{service} = '{Password}'", ct);
            }

            await ExecuteAsync(connection, await TextAsync("roles.sql", ct), ct);
            await ExecuteAsync(connection, $"create database {database.name}", ct);
        }

        await using var inside = await OpenAsync(database.Superuser, ct);
        await ExecuteAsync(inside, await TextAsync("schemas.sql", ct), ct);
        await SuperuserRoles.MakeAsync(database.Superuser, ct);
        return database;
    }

    /// <summary>Runs a statement as superuser, for what no service may do to itself.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(Superuser, ct);
        await ExecuteAsync(connection, sql, ct);
    }

    /// <summary>The first column of the first row, as superuser.</summary>
    public async Task<T> ScalarAsync<T>(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(Superuser, ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(ct) ?? throw new InvalidOperationException($"No row: {sql}"));
    }

    /// <summary>Keeps everything as it is now, while nobody is connected.</summary>
    public Task BackUpAsync(CancellationToken ct) => AtServerAsync([$"create database {name}_backup template {name}"], ct);

    /// <summary>Brings back what was kept, in place of all that came since.</summary>
    public Task RestoreAsync(CancellationToken ct) => AtServerAsync([$"drop database {name} with (force)", $"alter database {name}_backup rename to {name}"], ct);

    public async ValueTask DisposeAsync()
    {
        await AtServerAsync([$"drop database if exists {name} with (force)", $"drop database if exists {name}_backup"], CancellationToken.None);
    }

    private async Task AtServerAsync(IReadOnlyList<string> statements, CancellationToken ct)
    {
        await using var connection = await OpenAsync(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString, ct);
        foreach (var statement in statements)
        {
            await ExecuteAsync(connection, statement, ct);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<string> TextAsync(string resource, CancellationToken ct)
    {
        await using var stream = typeof(TestDatabase).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(ct);
    }
}
