using Npgsql;

namespace Cohesion.EventStore;

/// <summary>
/// The statements of the set-up, under a lock that only set-ups take. Each step is a transaction of its own, because DDL keeps writers of its
/// table out and must hold nothing else meanwhile.
/// </summary>
internal static class TableSetUp
{
    public static async Task RunAsync(Store store, NpgsqlConnection connection, CancellationToken ct)
    {
        await RunAsync(connection, store.Own("Layout.TakeSetUp.sql"), ct);
        try
        {
            if (store.Types.HoldPersonalTexts)
                await store.Keys.SetUpAsync(ct);
            string[] steps = [store.Own("Layout.Schema.sql"), store.Own("Layout.Marten.sql"), store.Own("Layout.Own.sql"), store.Own("Streams.AppendEvents.sql"), .. store.Definition.Tables.Select(store.Ddl)];
            foreach (var step in steps)
                await RunAsync(connection, step, ct);
            foreach (var (projection, lifecycle) in store.Definition.Projections)
                await SetUpAsync(store, projection, lifecycle, connection, ct);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await RunAsync(connection, store.Own("Layout.LeaveSetUp.sql"), CancellationToken.None);
        }
    }

    // A projection that is new, of another version or followed in another way starts over: an async one catches up behind
    // the requests, an inline one is replayed here, because the next append must find it complete.
    private static async Task SetUpAsync(Store store, IProjection projection, Lifecycle lifecycle, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (version, followed) = await AppliedAsync(store, projection, connection, ct);
        var startsOver = version != projection.Version || followed != lifecycle.ToString();
        if (startsOver)
            await Rebuild.TakeAsync(store, projection, lifecycle, connection, ct);
        if (version is not null && version != projection.Version && projection is IRowProjection rows)
            await RunAsync(connection, $"drop table if exists {store.Schema}.{rows.Table}", ct);
        await RunAsync(connection, store.Ddl(projection), ct);
        if (startsOver)
        {
            await projection.ResetAsync(connection, transaction, ct);
            if (lifecycle is Lifecycle.Inline)
                await Rebuild.ReplayAsync(store, projection, connection, transaction, ct);
            await using var record = connection.Command(store.Own("Layout.RecordProjection.sql"), projection.Name, projection.Version, lifecycle.ToString());
            await record.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<(int? Version, string? Lifecycle)> AppliedAsync(Store store, IProjection projection, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.Command(store.Own("Layout.ReadProjection.sql"), projection.Name);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt32(0), row.GetString(1)) : (null, null);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
