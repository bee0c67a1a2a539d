using Npgsql;

namespace Cohesion.EventStore;

/// <summary>A table that holds rows of tenants: one that says whose they are in <c>tenant_id</c>, or whose rows belong to those of such a table.</summary>
/// <param name="Columns">Those whose values go along: not those that the database makes by itself.</param>
/// <param name="Condition">Which rows are the tenant's.</param>
internal sealed record TenantTable(string Name, string Columns, string Condition)
{
    /// <summary>Owners before what belongs to them.</summary>
    public static async Task<IReadOnlyList<TenantTable>> ListAsync(Shard shard, NpgsqlConnection connection, Tenant tenant, CancellationToken ct)
    {
        var (whose, belonging) = ($"tenant_id = {BinaryCopy.Literal(tenant.Value)}", shard.Definition.Belonging);
        await using var command = connection.Command(shard.Own("Moving.ListTables.sql"), shard.Schema, belonging.Select(one => one.Table).ToArray());
        await using var rows = await command.ExecuteReaderAsync(ct);
        var tables = new List<TenantTable>();
        while (await rows.ReadAsync(ct))
        {
            var (name, owner) = (rows.GetString(0), belonging.FirstOrDefault(one => one.Table == rows.GetString(0)));
            tables.Add(new(name, rows.GetString(1), owner is null ? whose : $"{owner.By} in (select {owner.By} from {shard.Schema}.{owner.Owner} where {whose})"));
        }

        return [.. tables.OrderBy(table => belonging.Any(one => one.Table == table.Name))];
    }
}

/// <summary>Rows of <paramref name="Table"/> belong to the row of <paramref name="Owner"/> with the same <paramref name="By"/>, and to its tenant.</summary>
internal sealed record Belonging(string Table, string Owner, string By);
