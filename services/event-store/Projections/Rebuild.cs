namespace Cohesion.EventStore;

/// <summary>
/// Makes a read model anew beside the old one, in temporary tables of its own session, and puts the new rows in the place of the old when it has
/// caught up. Readers see the old rows until that commits; writers and followers of this read model wait only while the last events and the rows go
/// over; nobody else waits at all. When it is interrupted, nothing has happened.
/// </summary>
internal static class Rebuild
{
    /// <summary>With <paramref name="isNewShape"/> the old tables are dropped and made as they are defined now.</summary>
    public static async Task RunAsync(Shard shard, Followed followed, bool isNewShape, CancellationToken ct, Action<long, long>? progress = null)
    {
        await using var connection = await shard.OpenAsOwnerAsync(ct);
        await RunAsync(connection, shard.Own("Moving.ShareReplays.sql"), ct);
        await RunAsync(connection, shard.DdlBeside(followed.Projection), ct);
        await RunAsync(connection, "discard plans", ct); // a statement that this session prepared before means the tables of the same names that are served
        await using var replay = await Replay.BeginAsync(shard, followed, connection, progress, ct);
        await replay.CatchUpAsync(null, ct);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TakeAsync(shard, followed, connection, ct);
        await replay.CatchUpAsync(transaction, ct);
        var tables = await connection.ListAsync(shard.Own("Projections.TablesBeside.sql"), row => (row.GetString(0), row.GetString(1)), ct);
        foreach (var (table, _) in tables)
            await RunAsync(connection, isNewShape ? $"drop table if exists {shard.Schema}.{table} cascade" : $"do $$ begin if to_regclass('{shard.Schema}.{table}') is not null then delete from {shard.Schema}.{table}; end if; end $$", ct);
        await RunAsync(connection, shard.Ddl(followed.Projection), ct);
        if (isNewShape)
            await RunAsync(connection, shard.Scope, ct);
        foreach (var (table, columns) in tables)
            await RunAsync(connection, $"insert into {shard.Schema}.{table} ({columns}) overriding system value select {columns} from pg_temp.{table}", ct);
        await using (var settle = connection.CreateBatch().Then(shard.Own("Layout.RecordProjection.sql"), followed.Name, followed.Projection.Version, followed.How))
        {
            foreach (var checkpoint in followed.Checkpoints)
                settle.Then(shard.Own("Following.SetCheckpoint.sql"), checkpoint, replay.Position);
            await settle.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Makes writers (inline) or followers (async) of this read model wait until the transaction ends.</summary>
    private static async Task TakeAsync(Shard shard, Followed followed, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = connection.CreateBatch().Then(shard.Own("Projections.TakeProjection.sql"), followed.Name);
        foreach (var checkpoint in followed.Checkpoints)
            take.Then(shard.Own("Following.SetCheckpoint.sql"), checkpoint, 0L);
        await take.ExecuteNonQueryAsync(ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statements, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
