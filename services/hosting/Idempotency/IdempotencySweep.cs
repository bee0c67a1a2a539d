using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

/// <summary>Forgets answers older than a day, every hour.</summary>
internal sealed class IdempotencySweep(IdempotentAnswers answers, TimeProvider clock, ILogger<IdempotencySweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await answers.SweepAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.SweepFailed(error.GetType().Name);
            }
        }
    }
}

internal static partial class IdempotencyLog
{
    [LoggerMessage(1002, LogLevel.Warning, "Old idempotent answers were not removed ({Error}); the next hour tries again")]
    public static partial void SweepFailed(this ILogger logger, string error);
}
