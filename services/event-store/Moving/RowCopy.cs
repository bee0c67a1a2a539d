namespace Cohesion.EventStore;

/// <summary>
/// Copies everything of a tenant but its events, in one transaction, in the place of what an earlier attempt or a rebuild has left on the new shard;
/// meanwhile no rebuild there puts its rows in place. The tenant must be away at the source.
/// </summary>
internal static class RowCopy
{
    public static async Task RunAsync(Shard from, Shard to, Tenant tenant, CancellationToken ct)
    {
        await using var source = await from.OpenForWorkAsync(ct);
        await using var target = await to.OpenForWorkAsync(ct);
        await using var transaction = await target.BeginTransactionAsync(ct);
        await using (var share = target.CreateBatch().Then(to.Own("Projections.ShareProjections.sql"), (object)to.Definition.Projections.Select(followed => followed.Name).ToArray()))
            await share.ExecuteNonQueryAsync(ct);
        await InsistOnOneReleaseAsync(from, source, to, target, ct);
        var whose = BinaryCopy.Whose(tenant);
        foreach (var table in await TenantTable.ListAsync(from, source, ct))
        {
            await target.RunAsync($"delete from {to.Schema}.{table.Name} where {whose}", ct);
            await BinaryCopy.RunAsync(source, $"select {table.Columns} from {from.Schema}.{table.Name} where {whose}", target, $"{to.Schema}.{table.Name} ({table.Columns})", ct);
        }

        await StreamsAsync(from, source, to, target, tenant, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task StreamsAsync(Shard from, NpgsqlConnection source, Shard to, NpgsqlConnection target, Tenant tenant, CancellationToken ct)
    {
        await target.RunAsync(to.Own("Moving.ArrivingRows.sql"), ct);
        var whose = BinaryCopy.Whose(tenant);
        await BinaryCopy.RunAsync(source, $"select * from {from.Schema}.mt_streams where {whose}", target, "pg_temp.arriving_streams", ct);
        await BinaryCopy.RunAsync(
            source, $"select s.projection, e.stream_id, e.version, s.reason, s.skipped_by, s.skipped_at from {from.Schema}.skipped_events s join {from.Schema}.mt_events e using (seq_id) where e.{whose}",
            target, "pg_temp.arriving_skips", ct);
        await using var settle = target.CreateBatch()
            .Then(to.Own("Moving.SettleStreams.sql"))
            .Then(to.Own("Moving.SettleArchived.sql"), tenant.Value)
            .Then(to.Own("Moving.SettleSkips.sql"), tenant.Value)
            .Then(to.Own("Moving.ComeBack.sql"), tenant.Value);
        await settle.ExecuteNonQueryAsync(ct);
    }

    private static async Task InsistOnOneReleaseAsync(Shard from, NpgsqlConnection source, Shard to, NpgsqlConnection target, CancellationToken ct)
    {
        var old = await source.ValueAsync<string[]>(from.Own("Moving.ListVersions.sql"), ct);
        var @new = await target.ValueAsync<string[]>(to.Own("Moving.ListVersions.sql"), ct);
        if (!old.SequenceEqual(@new))
            throw new InvalidOperationException($"The read models of {from.Name} and {to.Name} are of different releases.");
    }
}
