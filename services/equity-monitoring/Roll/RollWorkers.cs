using Cohesion.EquityMonitoring.Reach;
using Cohesion.EventStore;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Reads and applies roll files in the background. A file being worked on is a locked row: when the process dies, the next one takes it.</summary>
internal sealed class RollWorkers(
    Store store, ReadRoll read, ApplyRows apply, RollBell bell, ReachBell reach, IOptions<RollImportsOptions> options, TimeProvider clock, ILogger<RollWorkers> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!store.Home.IsReady || !await TakeAsync(ct))
                {
                    await bell.WaitAsync(ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.CouldNotLook(error);
                await Task.Delay(TimeSpan.FromSeconds(2), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes one import on; false when none waits.</summary>
    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        RollJob? job = null;
        try
        {
            var headers = new Dictionary<string, string>(StringComparer.Ordinal);
            await using var work = await store.Home.BeginAsync(new EventMetadata(null, null, headers), ct);
            job = (await work.Connection.QueryFirstOrDefaultAsync<RollJobRow>(
                new CommandDefinition(store.Sql<RollWorkers>("Roll.TakeWork.sql"), new { now = clock.GetUtcNow() }, work.Transaction, cancellationToken: ct)))?.ToJob();
            if (job is null)
            {
                return false;
            }

            headers[EventMetadata.By] = job.By;
            if (job.TraceParent is { } trace)
            {
                headers[EventMetadata.TraceParent] = trace;
            }

            await (job.Step == RollJob.Read ? read.RunAsync(work, job, ct) : apply.RunAsync(work, job, ct));
            if (await work.CommitAsync(ct) is not AppendResult.Appended)
            {
                return true; // somebody changed the import meanwhile: it is still queued and comes again
            }

            logger.Done(job.Step, job.Import, job.Tenant.Value);
            if (job.Step == RollJob.Apply)
            {
                reach.Ring();
            }
        }
        catch (Exception error) when (job is not null && error is not OperationCanceledException)
        {
            logger.Failed(error, job.Step, job.Import, job.Tenant.Value);
            await PutOffAsync(job, ct);
        }

        return true;
    }

    private async Task PutOffAsync(RollJob job, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var later = clock.GetUtcNow().AddSeconds(5);
        var attempts = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            store.Sql<RollWorkers>("Roll.PutOffWork.sql"), new { import = job.Import.Value, later }, cancellationToken: ct));
        if (attempts < options.Value.Attempts)
        {
            return;
        }

        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(), ct);
        work.Append(job.Stream, RollImport.Aggregate.Alias, ExpectedVersion.Any, new RollRefused(job.Import, "our-fault", 0, clock.GetUtcNow()));
        await work.Connection.ExecuteAsync(new CommandDefinition(store.Sql<RollWorkers>("Roll.EndWork.sql"), new { import = job.Import.Value }, work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
    }
}

internal static partial class RollLog
{
    [LoggerMessage(4101, LogLevel.Information, "Step {Step} of {Import} done for school {Tenant}")]
    public static partial void Done(this ILogger logger, string step, RollImportId import, string tenant);

    [LoggerMessage(4102, LogLevel.Error, "Step {Step} of {Import} failed for school {Tenant}")]
    public static partial void Failed(this ILogger logger, Exception error, string step, RollImportId import, string tenant);

    [LoggerMessage(4103, LogLevel.Warning, "Could not look for roll imports")]
    public static partial void CouldNotLook(this ILogger logger, Exception error);
}
