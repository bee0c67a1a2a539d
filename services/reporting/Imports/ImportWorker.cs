using System.Diagnostics;
using Cohesion.EventStore;

namespace Cohesion.Reporting.Imports;

/// <summary>Reads and applies imports in the background, one at a time in each process; what a process leaves undone falls due for another.</summary>
public sealed class ImportWorker(Store store, Tables tables, ReadImport read, ApplyImport apply, ImportBell bell, TimeProvider clock, ILogger<ImportWorker> logger) : BackgroundService
{
    public const string Read = "read";
    public const string Apply = "apply";

    private static readonly ActivitySource Source = new("Cohesion.Reporting");

    /// <summary>How long a silent process keeps an import before another takes it.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!store.Home.IsReady || !await TakeOneAsync(stoppingToken))
                {
                    await bell.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.ImportFailed(error);
                await bell.WaitAsync(stoppingToken);
            }
        }
    }

    private async Task<bool> TakeOneAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var taken = await tables.ReadAsync("Imports.TakeWork.sql", row => (Id: new SchoolImportId(row.GetGuid(0)), Step: row.GetString(1), Trace: row.Text(2), By: row.Text(3)), ct, now, now + Lease);
        if (taken is not [var work])
        {
            return false;
        }

        using var activity = Source.StartActivity($"{work.Step} school import", ActivityKind.Internal, work.Trace);
        var metadata = EventMetadata.FromCurrentTrace(by: work.By);
        await (work.Step == Read ? read.RunAsync(work.Id, metadata, ct) : apply.RunAsync(work.Id, metadata, ct));
        return true;
    }
}

internal static partial class ImportLog
{
    [LoggerMessage(4101, LogLevel.Error, "A school import could not go on; it will be tried again")]
    public static partial void ImportFailed(this ILogger logger, Exception error);

    [LoggerMessage(4102, LogLevel.Information, "School import {ImportId} read: {Rows} rows, {New} new, {Changed} changed, {Faulty} faulty")]
    public static partial void ImportRead(this ILogger logger, SchoolImportId importId, int rows, int @new, int changed, int faulty);

    [LoggerMessage(4103, LogLevel.Information, "School import {ImportId} applied: {New} new, {Changed} changed")]
    public static partial void ImportApplied(this ILogger logger, SchoolImportId importId, int @new, int changed);
}
