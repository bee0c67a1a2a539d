using Npgsql;

namespace Cohesion.EventStore;

/// <summary>A table that holds rows of tenants, and says in <c>tenant_id</c> whose they are.</summary>
/// <param name="Columns">Those whose values go along: not those that the database makes by itself.</param>
internal sealed record TenantTable(string Name, string Columns)
{
    public static async Task<IReadOnlyList<TenantTable>> ListAsync(Shard shard, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Moving.ListTables.sql"), shard.Schema);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var tables = new List<TenantTable>();
        while (await rows.ReadAsync(ct))
            tables.Add(new(rows.GetString(0), rows.GetString(1)));
        return tables;
    }
}
