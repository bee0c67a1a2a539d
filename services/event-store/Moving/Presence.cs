namespace Cohesion.EventStore;

/// <summary>Whether a tenant may be written on a shard: asked in the transaction that writes, which a move of the tenant then waits for.</summary>
internal static class Presence
{
    private const string Away = "CE002";

    public static bool IsRefused(PostgresException error) => error.SqlState == Away;

    /// <summary>Lets a batch fail where one of them is away.</summary>
    public static void Insist(Shard shard, NpgsqlBatch batch, IEnumerable<Tenant> tenants) =>
        batch.Then($"select {shard.Schema}.refuse_away($1)", (object)tenants.Select(tenant => tenant.Value).Distinct().ToArray());

    /// <summary>Fails where one of them is away.</summary>
    public static async Task InsistAsync(Shard shard, NpgsqlConnection connection, IEnumerable<Tenant> tenants, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        Insist(shard, batch, tenants);
        await Statement.ExecuteAsync(batch, ct);
    }

    public static async Task<bool> IsAwayAsync(Shard shard, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        return await connection.ValueAsync<bool>(shard.Own("Moving.IsAway.sql"), ct, tenant.Value);
    }
}
