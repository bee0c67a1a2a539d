using Cohesion.EventStore;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Forgets what imports leave behind: rows that nobody applied, faults that nobody can be mending any more, files whose reading was given up.</summary>
internal sealed class LapseImports(Store store, IOptions<RollImportsOptions> options, TimeProvider clock, ILogger<LapseImports> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                if (store.Home.IsReady)
                {
                    await SweepAsync(stoppingToken);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.CouldNotLook(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task SweepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(), ct);
        var stale = (await work.Connection.QueryAsync<Row>(Command(work, "Roll.StaleImports.sql", new { before = now.AddDays(-options.Value.KeepPreviewDays) }, ct))).ToList();
        foreach (var (tenant, id) in stale.Select(row => (row.TenantId, new RollImportId(row.ImportId))))
        {
            work.Append(new(new(tenant), id.ToString()), RollImport.Aggregate.Alias, ExpectedVersion.Any, new RollLapsed(id, now));
        }

        await work.Connection.ExecuteAsync(Command(work, "Roll.ForgetRows.sql", new { imports = stale.Select(row => row.ImportId).ToArray() }, ct));
        await work.Connection.ExecuteAsync(Command(work, "Roll.ForgetOld.sql", new { before = now.AddDays(-options.Value.KeepFaultsDays) }, ct));
        await work.CommitAsync(ct);
    }

    private CommandDefinition Command(Work work, string file, object parameters, CancellationToken ct) => new(store.Sql<LapseImports>(file), parameters, work.Transaction, cancellationToken: ct);

    private sealed record Row(string TenantId, Guid ImportId);
}
