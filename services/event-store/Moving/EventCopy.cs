namespace Cohesion.EventStore;

/// <summary>
/// Copies a tenant's events, in order, as they are but for their positions: those are drawn on the new shard under its lock of all appends, so that
/// order without holes holds there too. A window of events and the note of how far the copy has come are one transaction.
/// </summary>
internal sealed class EventCopy : IAsyncDisposable
{
    // So few that those who append on the new shard hardly wait.
    private const int PositionsAtOnce = 2_000;
    private readonly Shard from;
    private readonly Shard to;
    private readonly Tenant tenant;
    private readonly NpgsqlConnection source;
    private readonly NpgsqlConnection target;
    private long copied;

    private EventCopy(Shard from, Shard to, Tenant tenant, NpgsqlConnection source, NpgsqlConnection target) =>
        (this.from, this.to, this.tenant, this.source, this.target) = (from, to, tenant, source, target);

    public static async Task<EventCopy> BeginAsync(Shard from, Shard to, Tenant tenant, CancellationToken ct)
    {
        var copy = new EventCopy(from, to, tenant, await from.OpenForWorkAsync(ct), await to.OpenForWorkAsync(ct));
        await copy.target.RunAsync(to.Own("Moving.Arriving.sql"), ct);
        copy.copied = await copy.NumberAsync(copy.target, to.Own("Moving.CopiedTo.sql"), ct);
        return copy;
    }

    /// <summary>The position of the tenant's last event at the source.</summary>
    public Task<long> LastAsync(CancellationToken ct) => NumberAsync(source, from.Own("Moving.LastOfTenant.sql"), ct);

    /// <summary>Copies what is there now and has not been copied.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        var last = await LastAsync(ct);
        copied = Math.Max(copied, await NumberAsync(source, from.Own("Moving.FirstOfTenant.sql"), ct) - 1);
        while (copied < last)
            await CopyAsync(Math.Min(copied + PositionsAtOnce, last), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await target.DisposeAsync();
    }

    private async Task CopyAsync(long upTo, CancellationToken ct)
    {
        await using var transaction = await target.BeginTransactionAsync(ct);
        await BinaryCopy.RunAsync(
            source, FormattableString.Invariant($"select * from {from.Schema}.mt_events where {BinaryCopy.Whose(tenant)} and seq_id > {copied} and seq_id <= {upTo}"),
            target, "pg_temp.arriving", ct);
        await using var settle = target.CreateBatch().Then(to.Own("Moving.PutStreams.sql")).Then(to.Own("Moving.TakeAppends.sql")).Then(to.Own("Moving.PutEvents.sql"), tenant.Value);
        await settle.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        copied = upTo;
    }

    private Task<long> NumberAsync(NpgsqlConnection connection, string sql, CancellationToken ct) => connection.ValueAsync<long>(sql, ct, tenant.Value);
}
