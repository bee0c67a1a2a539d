using System.Diagnostics;

namespace Cohesion.EventStore;

/// <summary>
/// Runs what writes for a tenant on the shard of that tenant. Refused because the tenant is leaving or has left, it waits for the tenant to arrive
/// and runs again there; nothing had been written.
/// </summary>
internal static class Routing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static Task<T> RunAsync<T>(Store store, Tenant tenant, Func<Shard, Task<T>> write, CancellationToken ct) =>
        store.IsSharded ? FollowAsync(store, tenant, write, ct) : write(store.Home);

    private static async Task<T> FollowAsync<T>(Store store, Tenant tenant, Func<Shard, Task<T>> write, CancellationToken ct)
    {
        var shard = await store.Places.FindAsync(tenant, ct);
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await write(shard);
            }
            catch (PostgresException error) when (Presence.IsRefused(error))
            {
                shard = await ArrivedAsync(store, tenant, shard, started, ct);
            }
        }
    }

    private static async Task<Shard> ArrivedAsync(Store store, Tenant tenant, Shard left, long started, CancellationToken ct)
    {
        while (true)
        {
            var now = await store.Places.FindNowAsync(tenant, ct);
            if (now != left || !await Presence.IsAwayAsync(left, tenant, ct))
                return now;
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw StoreUnavailableException.Moving(store.Schema);
            await Task.Delay(LookEvery, ct);
        }
    }
}
