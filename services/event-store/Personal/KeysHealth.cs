using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cohesion.EventStore;

/// <summary>Unhealthy while the keys of personal texts are away: without them events that hold some can be neither written nor read.</summary>
internal sealed class KeysHealth(Store store, SubjectKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!store.Shards.All(shard => shard.IsReady))
            return HealthCheckResult.Unhealthy("The tables of the keys are not set up yet.");
        try
        {
            await keys.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database of the subjects' keys cannot be reached.", error);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy("The key-encryption keys cannot be read.", error);
        }
    }
}
