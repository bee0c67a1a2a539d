namespace Cohesion.EventStore;

/// <summary>A table that holds rows of tenants, and says in <c>tenant_id</c> whose they are.</summary>
/// <param name="Columns">Those whose values go along: not those that the database makes by itself.</param>
internal sealed record TenantTable(string Name, string Columns)
{
    public static Task<List<TenantTable>> ListAsync(Shard shard, NpgsqlConnection connection, CancellationToken ct) =>
        connection.ListAsync(shard.Own("Moving.ListTables.sql"), row => new TenantTable(row.GetString(0), row.GetString(1)), ct, shard.Schema);
}
