namespace Cohesion.EventStore;

/// <summary>
/// The statements of the set-up, under a lock that only set-ups take. Each step is a transaction of its own, because DDL keeps writers of its
/// table out and must hold nothing else meanwhile.
/// </summary>
internal static class TableSetUp
{
    public static async Task RunAsync(Shard shard, NpgsqlConnection connection, CancellationToken ct)
    {
        await connection.RunAsync(shard.Own("Layout.TakeSetUp.sql"), ct);
        try
        {
            if (shard.Types.HoldPersonalTexts)
                await shard.Keys.SetUpAsync(ct);
            string[] steps = [shard.Own("Layout.Schema.sql"), shard.Own("Layout.Marten.sql"), shard.Own("Layout.Own.sql"), shard.Own("Moving.Tables.sql"), .. shard.Definition.Tables.Select(shard.Ddl)];
            foreach (var step in steps)
                await connection.RunAsync(step, ct);
            foreach (var followed in shard.Definition.Projections)
                await SetUpAsync(shard, followed, connection, ct);
            await connection.RunAsync(shard.Scope, ct);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await connection.RunAsync(shard.Own("Layout.LeaveSetUp.sql"), CancellationToken.None);
        }
    }

    // A projection that is new, of another version or followed in another way is made anew before this service serves: whoever reads it finds it
    // whole, and replicas that still run on the old one go on meanwhile.
    private static async Task SetUpAsync(Shard shard, Followed followed, NpgsqlConnection connection, CancellationToken ct)
    {
        var known = await connection.ListAsync(shard.Own("Layout.ReadProjection.sql"), row => (Version: row.GetInt32(0), How: row.GetString(1)), ct, followed.Name);
        if (known is [var it] && it == (followed.Projection.Version, followed.How))
            await connection.RunAsync(shard.Ddl(followed.Projection), ct);
        else
            await Rebuild.RunAsync(shard, followed, isNewShape: known is [var other] && other.Version != followed.Projection.Version, ct);
    }
}
