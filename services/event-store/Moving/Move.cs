using System.Diagnostics;

namespace Cohesion.EventStore;

/// <summary>
/// Moves a tenant to another shard. Events are copied while the source goes on; then the tenant is away at the source, and what is written for it
/// waits: every transaction that writes for a tenant has asked <c>refuse_away</c> and holds its lock until it ends, so when those have ended that held
/// it as the tenant went away, nothing more comes. What follows at the source passes the last event, the rest is copied with all rows, the place is
/// switched, and the source is cleared when no replica can still read there. Each step can be done again: a move that was interrupted, or killed, goes
/// on when it is run again, and until the switch it can be undone.
/// </summary>
internal static class Move
{
    // Longer than a replica believes what it knew.
    private static readonly TimeSpan UntilNobodyReads = TenantPlaces.Lease + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Store store, Tenant tenant, Shard to, CancellationToken ct)
    {
        foreach (var shard in store.Shards.Where(shard => !shard.IsReady))
            await shard.SetUpAsync(ct);
        await using var alone = await store.Home.OpenForWorkAsync(ct);
        await TakeAsync(store.Home, alone, tenant, ct);
        var place = await TenantPlace.ReadAsync(store.Home, tenant, ct);
        place = await FinishAsync(store, tenant, place, ct);
        if (place.MovingTo is { } begun && begun != to.Name)
            place = await UndoAsync(store, tenant, place, ct);
        if (place.Shard == to.Name)
            return;
        await (place with { MovingTo = to.Name }).PutAsync(store.Home, tenant, ct);
        await ArriveAsync(store.ShardNamed(place.Shard), to, tenant, ct);
        place = new(to.Name, null, Leaving: place.Shard);
        await place.PutAsync(store.Home, tenant, ct);
        await FinishAsync(store, tenant, place, ct);
    }

    private static async Task ArriveAsync(Shard from, Shard to, Tenant tenant, CancellationToken ct)
    {
        await using var events = await EventCopy.BeginAsync(from, to, tenant, ct);
        await events.CatchUpAsync(ct);
        await FollowedAsync(from, await events.LastAsync(ct), ct);
        try
        {
            await LeaveAsync(from, tenant, ct);
            await events.CatchUpAsync(ct);
            await FollowedAsync(from, await events.LastAsync(ct), ct);
            await RowCopy.RunAsync(from, to, tenant, ct);
        }
        catch
        {
            await ExecuteAsync(from, "Moving.ComeBack.sql", tenant, CancellationToken.None);
            throw;
        }
    }

    /// <summary>From here on nothing is written for the tenant: who asks is refused, and who has asked has ended.</summary>
    private static async Task LeaveAsync(Shard from, Tenant tenant, CancellationToken ct)
    {
        await ExecuteAsync(from, "Moving.GoAway.sql", tenant, ct);
        await using var connection = await from.OpenForWorkAsync(ct);
        var writers = await WritersAsync();
        for (var started = Stopwatch.GetTimestamp(); writers.Count > 0; writers.IntersectWith(await WritersAsync()))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"A transaction on {from.Name} has gone on writing for {Patience.TotalSeconds} s; the move is not over, run it again.");
            await Task.Delay(LookEvery, ct);
        }

        async Task<HashSet<string>> WritersAsync() => [.. await connection.ValueAsync<string[]>(from.Own("Moving.ListWriters.sql"), ct)];
    }

    private static async Task FollowedAsync(Shard from, long last, CancellationToken ct)
    {
        var checkpoints = from.Definition.Projections.SelectMany(followed => followed.Checkpoints).Concat(from.Definition.Map is null ? [] : [Checkpoint.Publisher]);
        foreach (var checkpoint in checkpoints)
        {
            var (started, at) = (Stopwatch.GetTimestamp(), -1L);
            for (var position = await from.PositionAsync(checkpoint, ct); position < last; position = await from.PositionAsync(checkpoint, ct))
            {
                if (position > at)
                    (started, at) = (Stopwatch.GetTimestamp(), position);
                else if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new TimeoutException($"{checkpoint} on {from.Name} has not followed for {Patience.TotalSeconds} s; the move is not over, run it again when it does.");
                await Task.Delay(LookEvery, ct);
            }
        }
    }

    private static async Task<TenantPlace> FinishAsync(Store store, Tenant tenant, TenantPlace place, CancellationToken ct)
    {
        if (place.Leaving is not { } left)
            return place;
        await Task.Delay(UntilNobodyReads, ct);
        await Departure.RunAsync(store.ShardNamed(left), tenant, ct);
        place = place with { Leaving = null };
        await place.PutAsync(store.Home, tenant, ct);
        return place;
    }

    private static async Task<TenantPlace> UndoAsync(Store store, Tenant tenant, TenantPlace place, CancellationToken ct)
    {
        await Departure.RunAsync(store.ShardNamed(place.MovingTo!), tenant, ct);
        await ExecuteAsync(store.ShardNamed(place.Shard), "Moving.ComeBack.sql", tenant, ct);
        place = place with { MovingTo = null };
        await place.PutAsync(store.Home, tenant, ct);
        return place;
    }

    /// <summary>One mover at a time; the session of one that was killed may need a moment to end.</summary>
    private static async Task TakeAsync(Shard home, NpgsqlConnection connection, Tenant tenant, CancellationToken ct)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            if (await connection.ValueAsync<bool>(home.Own("Moving.TakeMove.sql"), ct, tenant.Value))
                return;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException("This tenant is being moved by somebody else.");
            await Task.Delay(LookEvery, ct);
        }
    }

    private static async Task ExecuteAsync(Shard shard, string file, Tenant tenant, CancellationToken ct)
    {
        await using var connection = await shard.OpenForWorkAsync(ct);
        await connection.RunAsync(shard.Own(file), ct, tenant.Value);
    }
}
