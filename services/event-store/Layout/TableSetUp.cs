using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// The statements of the set-up, under a lock that only set-ups take. Each step is a transaction of its own, because DDL keeps writers of its
/// table out and must hold nothing else meanwhile.
/// </summary>
internal static class TableSetUp
{
    public static async Task RunAsync(Shard shard, NpgsqlConnection connection, CancellationToken ct)
    {
        await RunAsync(connection, shard.Own("Layout.TakeSetUp.sql"), ct);
        try
        {
            if (shard.Types.HoldPersonalTexts)
                await shard.Keys.SetUpAsync(ct);
            string[] steps = [shard.Own("Layout.Schema.sql"), shard.Own("Layout.Marten.sql"), shard.Own("Layout.Own.sql"), shard.Own("Moving.Tables.sql"), .. shard.Definition.Tables.Select(shard.Ddl)];
            foreach (var step in steps)
                await RunAsync(connection, step, ct);
            foreach (var followed in shard.Definition.Projections)
                await SetUpAsync(shard, followed, connection, ct);
            await RunAsync(connection, shard.Scope, ct);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await RunAsync(connection, shard.Own("Layout.LeaveSetUp.sql"), CancellationToken.None);
        }
    }

    // A projection that is new, of another version or followed in another way is made anew before this service serves: whoever reads it finds it
    // whole, and replicas that still run on the old one go on meanwhile.
    private static async Task SetUpAsync(Shard shard, Followed followed, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.Command(shard.Own("Layout.ReadProjection.sql"), followed.Name);
        var (version, how) = ((int?)null, (string?)null);
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            if (await row.ReadAsync(ct))
                (version, how) = (row.GetInt32(0), row.GetString(1));
        }

        if (version == followed.Projection.Version && how == followed.How)
            await RunAsync(connection, shard.Ddl(followed.Projection), ct);
        else
            await Rebuild.RunAsync(shard, followed, isNewShape: version is not null && version != followed.Projection.Version, ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
