using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cohesion.EventStore;

/// <summary>
/// Makes and upgrades the tables of every shard before anything else of the service starts, one replica at a time. With a database away the service
/// starts all the same and goes on trying.
/// </summary>
internal sealed class SetUp(Store store, IOptions<StoreOptions> options, ILogger<SetUp> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task trying = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!await TryAsync(isFirst: true, cancellationToken))
            trying = Task.Run(KeepTryingAsync, CancellationToken.None);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await trying;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task KeepTryingAsync()
    {
        var pause = new BackOff();
        while (await pause.AfterFailureAsync(stopping.Token) && !await TryAsync(isFirst: false, stopping.Token))
        {
            // the log says why
        }
    }

    private async Task<bool> TryAsync(bool isFirst, CancellationToken ct)
    {
        var all = true;
        foreach (var shard in store.Shards.Where(shard => !shard.IsReady))
            all &= await TryAsync(shard, isFirst, ct);
        return all;
    }

    private async Task<bool> TryAsync(Shard shard, bool isFirst, CancellationToken ct)
    {
        try
        {
            await shard.SetUpAsync(ct);
            if (shard == store.Home)
                await store.Places.SettleAsync(options.Value.Tenants, ct);
            return true;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException && !(isFirst && IsMistake(error)) && !ct.IsCancellationRequested)
        {
            logger.SetUpFailed(store.Schema, shard.Name, error);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    // Class 42: a statement that PostgreSQL does not understand or may not run will not get better by waiting.
    private static bool IsMistake(Exception error) => error is PostgresException postgres && postgres.SqlState.StartsWith("42", StringComparison.Ordinal);
}
