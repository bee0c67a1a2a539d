using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cohesion.EventStore;

/// <summary>
/// Unhealthy while the home database or its tables are away; degraded while another shard is, whose tenants alone are not served, and while something
/// that follows cannot go on (old rows are still served).
/// </summary>
internal sealed class StoreHealth(Store store, Followers followers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await FaultOfAsync(store.Home, cancellationToken) is { } error)
            return HealthCheckResult.Unhealthy("The database cannot be reached.", error);
        foreach (var shard in store.Shards.Skip(1))
        {
            if (await FaultOfAsync(shard, cancellationToken) is { } fault)
                return HealthCheckResult.Degraded($"Shard {shard.Name} cannot be reached.", fault);
        }

        var data = followers.Status.ToDictionary(
            NameOf,
            object (status) => $"{(status.IsOwner ? "here" : "elsewhere")}, position {status.Position}, lag {status.Lag}",
            StringComparer.Ordinal);
        return followers.Status.Where(status => status.Failures > 0).ToList() is [_, ..] failing
            ? HealthCheckResult.Degraded(string.Join("; ", failing.Select(status => $"{NameOf(status)} stands at {status.Position}: {status.Failure}")), data: data)
            : HealthCheckResult.Healthy(data: data);
    }

    private static string NameOf(FollowerStatus status) => status.Shard == Shard.Home ? status.Name : $"{status.Name} on {status.Shard}";

    private static async Task<Exception?> FaultOfAsync(Shard shard, CancellationToken ct)
    {
        try
        {
            await using var connection = await shard.OpenForWorkAsync(ct);
            await connection.RunAsync("select 1", ct);
            return null;
        }
        catch (Exception error) when (error is NpgsqlException or StoreUnavailableException or TimeoutException)
        {
            return error;
        }
    }
}
