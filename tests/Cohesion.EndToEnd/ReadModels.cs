using System.Text.Json.Nodes;
using Npgsql;
using Person = Cohesion.Sample.Loading.Person;

namespace Cohesion.EndToEnd;

/// <summary>Every read model of a service, as its store names them: none can be forgotten.</summary>
internal sealed class ReadModels(Town town, (string Name, string Schema, string Path) service)
{
    private static readonly Person Administrator = new("administrator");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Makes each anew by the service's command while the service runs; every table that this writes anew must hold what it held, in every column. Gives
    /// the names of those that had no row, before or after.
    /// </summary>
    public async Task<IReadOnlyList<string>> AreMadeAnewTheSameAsync(CancellationToken ct)
    {
        var empty = new List<string>();
        var names = await SettledAsync(ct);
        var before = await TablesAsync(ct);
        foreach (var name in names)
        {
            Assert.Equal((name, 0), (name, await town.Site.Services[service.Name].CommandAsync(ct, "rebuild", name)));
            var after = await TablesAsync(ct);
            var made = after.Where(table => !table.Value.Transactions.Overlaps(before[table.Key].Transactions) && table.Value.Rows.Count + before[table.Key].Rows.Count > 0).ToList();
            if (made.Count == 0)
            {
                empty.Add($"{service.Name} {name}");
            }

            Assert.All(made, table => Assert.Equal((table.Key, string.Join('\n', before[table.Key].Rows)), (table.Key, string.Join('\n', table.Value.Rows))));
            before = after;
        }

        return empty;
    }

    /// <summary>The names of all read models, inline and async, once everything that follows has followed.</summary>
    private async Task<IReadOnlyList<string>> SettledAsync(CancellationToken ct)
    {
        var store = (await town.Door.AwaitAsync(
            Administrator, $"/api/v1/{service.Path}/store", answer => Followers(answer["store"]!).All(follower => follower["lag"]!.GetValue<long>() == 0),
            $"{service.Name} to have followed", Patience, ct)).Json["store"]!;
        return [.. store["readModels"]!.AsArray().Select(model => model!["name"]!.GetValue<string>())];
    }

    private static IEnumerable<JsonNode> Followers(JsonNode store) =>
        store["readModels"]!.AsArray().SelectMany(model => model!["followers"]!.AsArray()).Append(store["publisher"]).OfType<JsonNode>();

    /// <summary>The service's own tables by name: their rows, and which transactions wrote them.</summary>
    private async Task<Dictionary<string, Table>> TablesAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(town.Site.Database.Superuser);
        await connection.OpenAsync(ct);
        var names = await ListAsync(connection, $"select tablename from pg_tables where schemaname = '{service.Schema}' and tablename not like 'mt\\_%'", ct);
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            tables[name] = new(
                await ListAsync(connection, $"""select to_jsonb(t)::text from {service.Schema}."{name}" t order by to_jsonb(t)::text collate "C" """, ct),
                [.. await ListAsync(connection, $"""select distinct xmin::text from {service.Schema}."{name}" """, ct)]);
        }

        return tables;
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var list = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            list.Add(rows.GetString(0));
        }

        return list;
    }

    private sealed record Table(List<string> Rows, HashSet<string> Transactions);
}
