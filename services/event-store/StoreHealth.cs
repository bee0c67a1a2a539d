using Microsoft.Extensions.Diagnostics.HealthChecks;

using Npgsql;

namespace Cohesion.EventStore;

/// <summary>Unhealthy while the database or the tables are away; degraded while something that follows cannot go on (old rows are still served).</summary>
internal sealed class StoreHealth(Store store, Followers followers) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await store.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select 1", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception error) when (error is NpgsqlException or StoreUnavailableException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", error);
        }

        var data = followers.Status.ToDictionary(
            status => status.Name,
            object (status) => $"{(status.IsOwner ? "here" : "elsewhere")}, position {status.Position}, lag {status.Lag}",
            StringComparer.Ordinal);
        return followers.Status.Where(status => status.Failures > 0).ToList() is [_, ..] failing
            ? HealthCheckResult.Degraded(string.Join("; ", failing.Select(status => $"{status.Name} stands at {status.Position}: {status.Failure}")), data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
