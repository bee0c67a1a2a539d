namespace Cohesion.Access.Sessions;

/// <summary>Forgets old sessions, revocations and unfinished sign-ins every hour; any replica may, it is one statement.</summary>
internal sealed class SessionSweep(SessionList sessions, TimeProvider clock, ILogger<SessionSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.SweepAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(error.GetType().Name);
            }
        }
    }
}
