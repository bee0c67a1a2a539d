using System.Runtime.CompilerServices;
using Cohesion.EventStore;
using Npgsql;

namespace Cohesion.Hosting;

/// <summary>The rows of the audit in the service's own schema, all on the home shard: a chain does not move with its school.</summary>
public sealed class AuditLedger(Store store, AuditChain chain)
{
    private const string Why = "the record is kept of everybody, strangers too, and is read by chain";

    /// <summary>
    /// Puts entries at the ends of their chains, in their order, all in one transaction: what is returned is on disk. Other replicas that write to
    /// the same chains wait meanwhile.
    /// </summary>
    internal async Task<IReadOnlyList<AuditRow>> AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var tenants = entries.Select(entry => entry.Tenant).Distinct(StringComparer.Ordinal).ToArray();
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var heads = await TakeAsync(connection, tenants, ct);
        var rows = new List<AuditRow>(entries.Count);
        foreach (var entry in entries)
        {
            var row = chain.Next(heads.GetValueOrDefault(entry.Tenant), entry);
            heads[entry.Tenant] = new(entry.Tenant, row.Sequence, row.Hash);
            rows.Add(row);
        }

        await using (var append = new NpgsqlCommand(Sql("append"), connection))
        {
            AuditColumns.Add(append.Parameters, rows);
            await append.PrepareAsync(ct);
            await append.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return rows;
    }

    /// <summary>The chains that there are.</summary>
    public async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenBeforeSetUpAsync(ct);
        await using var command = new NpgsqlCommand(Sql("tenants"), connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tenants = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            tenants.Add(reader.GetString(0));
        }

        return tenants;
    }

    /// <summary>A whole chain, from its first row.</summary>
    public IAsyncEnumerable<AuditRow> ChainAsync(string tenant, CancellationToken ct) => ReadAsync("chain", [new() { Value = tenant }], ct);

    /// <summary>What fits of a chain, newest first, before a sequence number.</summary>
    public IAsyncEnumerable<AuditRow> FindAsync(AuditSearch search, long? before, int limit, CancellationToken ct) =>
        ReadAsync("page", AuditColumns.Of(search, before, limit), ct);

    /// <summary>Which of some tenants has a stream; null where none has.</summary>
    internal async Task<string?> OwnerAsync(string[] tenants, string stream, CancellationToken ct)
    {
        foreach (var shard in store.Shards)
        {
            using var _ = DataScope.Beyond(Why);
            await using var connection = await shard.OpenAsync(ct);
            await using var command = new NpgsqlCommand(Sql("owner"), connection) { Parameters = { new() { Value = tenants }, new() { Value = stream } } };
            if (await command.ExecuteScalarAsync(ct) is string tenant)
            {
                return tenant;
            }
        }

        return null;
    }

    /// <summary>The locks first, in a statement of its own: what the second sees is then the end of each chain until the commit.</summary>
    private async Task<Dictionary<string, AuditHead?>> TakeAsync(NpgsqlConnection connection, string[] tenants, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in new[] { "lock", "heads" })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql(statement)) { Parameters = { new() { Value = tenants } } });
        }

        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var heads = new Dictionary<string, AuditHead?>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            heads[reader.GetString(0)] = new(reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
        }

        return heads;
    }

    private async IAsyncEnumerable<AuditRow> ReadAsync(string statement, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        await using var connection = await store.Home.OpenBeforeSetUpAsync(ct);
        await using var command = new NpgsqlCommand(Sql(statement), connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return AuditColumns.Read(reader);
        }
    }

    private string Sql(string statement) => store.Sql(typeof(AuditLedger).Assembly, $"Audit.Audit.{statement}.sql");
}
