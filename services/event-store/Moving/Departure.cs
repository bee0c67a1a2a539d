namespace Cohesion.EventStore;

/// <summary>
/// Takes a tenant off a shard it is not, or no longer, on: its events, rows and streams go, and whoever would still write for it there is refused.
/// No rebuild runs there meanwhile, because it would make rows from what it had read before.
/// </summary>
internal static class Departure
{
    public static async Task RunAsync(Shard shard, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        await using (var begin = connection.CreateBatch().Then(shard.Own("Moving.TakeReplays.sql")).Then(shard.Own("Moving.GoAway.sql"), tenant.Value).Then(shard.Own("Moving.DeleteSkips.sql"), tenant.Value))
        {
            begin.Timeout = 0;
            await begin.ExecuteNonQueryAsync(ct);
        }

        while (await connection.RunAsync(shard.Own("Moving.DeleteEvents.sql"), ct, tenant.Value) > 0)
        {
            // a part at a time, so that nobody waits long for its locks
        }

        await using var rest = connection.CreateBatch();
        foreach (var table in await TenantTable.ListAsync(shard, connection, ct))
            rest.Then($"delete from {shard.Schema}.{table.Name} where {BinaryCopy.Whose(tenant)}");
        await rest.Then(shard.Own("Moving.DeleteStreams.sql"), tenant.Value).Then(shard.Own("Moving.DeleteArrival.sql"), tenant.Value).Then(shard.Own("Moving.LeaveReplays.sql")).ExecuteNonQueryAsync(ct);
    }
}
