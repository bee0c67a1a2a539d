using Cohesion.EventStore;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Keys;

/// <summary>
/// Changes the signing key on its schedule, and by command: <c>rotate-signing-keys</c> makes the next one, <c>replace-signing-keys</c> forgets all at once,
/// for a key that has become known.
/// </summary>
internal sealed class RotateSigningKeys(SigningKeys keys, IOptions<SigningKeysOptions> options, TimeProvider clock, ILogger<RotateSigningKeys> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(WebApplication app, bool replace)
    {
        await app.Services.GetRequiredService<Store>().SetUpAsync(CancellationToken.None);
        var keys = app.Services.GetRequiredService<SigningKeys>();
        await (replace ? keys.ReplaceAsync(CancellationToken.None) : keys.RotateAsync(CancellationToken.None));
        return 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                await keys.RotateIfOlderAsync(TimeSpan.FromDays(options.Value.RotateDays), stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.KeysNotKept(error.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
