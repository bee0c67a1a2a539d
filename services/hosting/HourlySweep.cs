using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cohesion.Hosting;

/// <summary>Forgets what is out of date, every hour; any replica may, and what fails is tried again by the next hour.</summary>
public static class HourlySweep
{
    /// <summary><paramref name="what"/> is for the log.</summary>
    public static IServiceCollection AddHourlySweep<T>(this IServiceCollection services, string what, Func<T, CancellationToken, Task> sweep)
        where T : class => services.AddSingleton<IHostedService>(provider => new Sweep(
            what, ct => sweep(provider.GetRequiredService<T>(), ct), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger<Sweep>()));

    private sealed class Sweep(string what, Func<CancellationToken, Task> sweep, TimeProvider clock, ILogger logger) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
            while (await hourly.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await sweep(stoppingToken);
                }
                catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                {
                    logger.SweepFailed(what, error.GetType().Name);
                }
            }
        }
    }
}

internal static partial class SweepLog
{
    [LoggerMessage(1002, LogLevel.Warning, "Old {What} were not removed ({Error}); the next hour tries again")]
    public static partial void SweepFailed(this ILogger logger, string what, string error);
}
