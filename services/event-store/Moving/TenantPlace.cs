namespace Cohesion.EventStore;

/// <summary>Where a tenant is, and how far a move of it has come: begun while there is <paramref name="MovingTo"/>, over but for what is left behind on <paramref name="Leaving"/>.</summary>
internal sealed record TenantPlace(string Shard, string? MovingTo, string? Leaving)
{
    public static async Task<TenantPlace> ReadAsync(Shard home, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await home.OpenForWorkAsync(ct);
        var found = await connection.ListAsync(
            home.Own("Moving.FindPlace.sql"), row => new TenantPlace(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), ct, tenant.Value);
        return found is [var place] ? place : new(EventStore.Shard.Home, null, null);
    }

    /// <summary>And tells every replica.</summary>
    public async Task PutAsync(Shard home, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await home.OpenForWorkAsync(ct);
        await using var put = connection.CreateBatch()
            .Then(home.Own("Moving.PutPlace.sql"), tenant.Value, Shard, new Statement.Text(MovingTo), new Statement.Text(Leaving))
            .Then("select pg_notify($1, '')", $"{home.Schema}_tenants");
        await put.ExecuteNonQueryAsync(ct);
    }
}
