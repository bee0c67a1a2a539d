using System.Collections.Concurrent;
using System.Diagnostics;

using Microsoft.Extensions.Logging;

namespace Cohesion.EventStore;

/// <summary>
/// Which tenant is on which shard: a table on the home shard, which every replica knows by heart, is told of and reads anew all the time. What it knows
/// is good for <see cref="Lease"/>, so that a while after a move nobody reads where the tenant was.
/// </summary>
internal sealed class TenantPlaces(Store store) : IDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim reading = new(1);
    private volatile Known known = new(null, []);

    public async ValueTask<Shard> FindAsync(Tenant tenant, CancellationToken ct)
    {
        if (!known.IsGood)
            await ReadAsync(onlyIfOld: true, ct);
        return ShardOf(known.Names.GetValueOrDefault(tenant.Value));
    }

    /// <summary>The same, but asks the table.</summary>
    public async Task<Shard> FindNowAsync(Tenant tenant, CancellationToken ct)
    {
        var place = await TenantPlace.ReadAsync(store.Home, tenant, ct);
        known.Names[tenant.Value] = place.Shard;
        return ShardOf(place.Shard);
    }

    /// <summary>
    /// Notes where the configuration puts tenants that have had no place yet; where there is a row, that counts. An error where a tenant's events are
    /// at home already, which only a move can change, or where the table knows a shard that the configuration does not.
    /// </summary>
    public async Task SettleAsync(IReadOnlyDictionary<string, string> configured, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenForWorkAsync(ct);
        if (await connection.ValueAsync<object?>(store.Home.Own("Moving.SettleTenants.sql"), ct, configured.Keys.ToArray(), configured.Values.ToArray()) is string elsewhere)
            throw new InvalidOperationException($"Store:Tenants:{elsewhere} says {configured[elsewhere]}, but its events are on {Shard.Home}. Move it: move {elsewhere} {configured[elsewhere]}");
        if (await connection.ValueAsync<object?>(store.Home.Own("Moving.ListShards.sql"), ct, (object)store.Shards.Select(shard => shard.Name).ToArray()) is string unknown)
            throw new InvalidOperationException($"Tenants are on shard {unknown}, but Store:Shards:{unknown} is missing.");
    }

    /// <summary>Keeps what is known new.</summary>
    public Task RunAsync(ILogger logger, CancellationToken ct)
    {
        var pause = new BackOff();
        return pause.KeepAtItAsync(ReadOnAsync, error => logger.PlacesUnread(store.Schema, error), ct);

        async Task ReadOnAsync(CancellationToken ct)
        {
            await using var connection = await store.Home.OpenForWorkAsync(ct);
            await connection.RunAsync($"listen {store.Schema}_tenants", ct);
            while (true)
            {
                await ReadAsync(onlyIfOld: false, ct);
                pause.Reset();
                await connection.WaitAsync(ReadEvery, ct);
            }
        }
    }

    public void Dispose() => reading.Dispose();

    private async Task ReadAsync(bool onlyIfOld, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            if (onlyIfOld && known.IsGood)
                return;
            var since = Stopwatch.GetTimestamp();
            await using var connection = await store.Home.OpenForWorkAsync(ct);
            known = new(since, new(await connection.ListAsync(store.Home.Own("Moving.ListPlaces.sql"), row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), ct), StringComparer.Ordinal));
        }
        finally
        {
            reading.Release();
        }
    }

    private Shard ShardOf(string? name) => name is null ? store.Home : store.Shards.FirstOrDefault(shard => shard.Name == name) ?? throw StoreUnavailableException.Moving(store.Schema);

    private sealed record Known(long? Since, ConcurrentDictionary<string, string> Names)
    {
        public bool IsGood => Since is { } since && Stopwatch.GetElapsedTime(since) < Lease;
    }
}
