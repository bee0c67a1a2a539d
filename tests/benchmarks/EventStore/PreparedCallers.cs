using Npgsql;
using NpgsqlTypes;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A connection for each caller, on which one statement is prepared.</summary>
internal sealed class PreparedCallers : IAsyncDisposable
{
    private readonly List<NpgsqlConnection> connections = [];
    private readonly List<NpgsqlCommand> commands = [];
    private readonly Func<object[]> values;

    private PreparedCallers(Func<object[]> values) => this.values = values;

    public static async Task<PreparedCallers> OpenAsync(
        DurableServers servers, int callers, string sql, IReadOnlyList<NpgsqlDbType> types, Func<object[]> values, CancellationToken ct)
    {
        var opened = new PreparedCallers(values);
        for (var caller = 0; caller < callers; caller++)
        {
            var connection = await servers.OpenAsync(ct);
            opened.connections.Add(connection);
            var command = new NpgsqlCommand(sql, connection);
            foreach (var type in types)
            {
                command.Parameters.Add(new() { NpgsqlDbType = type });
            }

            opened.commands.Add(command);
            opened.Fill(caller);
            await command.PrepareAsync(ct);
        }

        return opened;
    }

    public Task ExecuteAsync(int caller)
    {
        Fill(caller);
        return commands[caller].ExecuteNonQueryAsync();
    }

    /// <summary>Reads every row as <paramref name="read"/> does.</summary>
    public async Task ReadAsync(int caller, Action<NpgsqlDataReader> read)
    {
        Fill(caller);
        await using var rows = await commands[caller].ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            read(rows);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    private void Fill(int caller)
    {
        var parameters = commands[caller].Parameters;
        var now = values();
        for (var place = 0; place < now.Length; place++)
        {
            parameters[place].Value = now[place];
        }
    }
}
