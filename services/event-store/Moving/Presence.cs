using Npgsql;

namespace Cohesion.EventStore;

/// <summary>Whether a tenant may be written on a shard: asked in the transaction that writes, which a move of the tenant then waits for.</summary>
internal static class Presence
{
    private const string Away = "CE002";

    public static bool IsRefused(PostgresException error) => error.SqlState == Away;

    /// <summary>Fails where one of them is away.</summary>
    public static async Task InsistAsync(Shard shard, NpgsqlConnection connection, IReadOnlyList<Tenant> tenants, CancellationToken ct)
    {
        await using var command = connection.Command($"select {shard.Schema}.refuse_away($1)", (object)tenants.Select(tenant => tenant.Value).ToArray());
        await command.PrepareAsync(ct);
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<bool> IsAwayAsync(Shard shard, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await shard.OpenAsync(ct);
        await using var command = connection.Command(shard.Own("Moving.IsAway.sql"), tenant.Value);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
