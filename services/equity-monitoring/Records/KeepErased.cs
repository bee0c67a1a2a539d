using System.Globalization;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>
/// Sees to it that who was erased stays so, at every start and every hour. Keys are kept apart from events: when a backup of the events brings a learner back
/// whose key has been destroyed, they are erased again, and other services hear of it again. Where a process died between an erasure and its key's end, the key goes now.
/// </summary>
internal sealed class KeepErased(Store store, Erasure erasure, ILogger<KeepErased> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan WhileStarting = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (store.Home.IsReady)
                {
                    await SweepAsync(stoppingToken);
                }
                else
                {
                    pause = WhileStarting;
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.CouldNotKeepErased(error);
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task SweepAsync(CancellationToken ct)
    {
        var keyed = (await AskAsync<(string TenantId, Guid LearnerId)>("Records.FindErased.sql", new { }, ct)).Select(row => new KeyOwner(new(row.TenantId), new LearnerId(row.LearnerId).Subject)).ToHashSet();
        KeyOwner? last = null;
        while (await store.ErasedAsync(last, AtOnce, ct) is { Count: > 0 } erased)
        {
            keyed.ExceptWith(erased);
            foreach (var tenant in erased.GroupBy(owner => owner.Tenant))
            {
                await EraseAgainAsync(tenant.Key, [.. tenant.Select(owner => Guid.TryParse(owner.Subject.Value, out var id) ? id : Guid.Empty)], ct);
            }

            last = erased[^1];
        }

        foreach (var owner in keyed)
        {
            await store.EraseAsync(owner.Tenant, owner.Subject, ct);
        }
    }

    private async Task EraseAgainAsync(Tenant tenant, Guid[] learners, CancellationToken ct)
    {
        if (await AskAsync<Guid>("Records.FindReturned.sql", new { tenant = tenant.Value, learners }, ct) is { Count: > 0 } returned)
        {
            var urn = int.Parse(tenant.Value, CultureInfo.InvariantCulture);
            await erasure.RunAsync(urn, [.. returned.Select(id => new LearnerId(id))], RecordCodes.Restored, "retention", ct);
            logger.ErasedAgain(returned.Count, tenant.Value);
        }
    }

    private async Task<IReadOnlyList<T>> AskAsync<T>(string file, object parameters, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(store.Sql<KeepErased>(file), parameters, cancellationToken: ct))];
    }
}

internal static partial class RecordsLog
{
    [LoggerMessage(4110, LogLevel.Warning, "A backup had brought back {Learners} erased learners of school {Tenant}; they are erased again")]
    public static partial void ErasedAgain(this ILogger logger, int learners, string tenant);

    [LoggerMessage(4111, LogLevel.Warning, "Could not look whether everybody erased stayed so")]
    public static partial void CouldNotKeepErased(this ILogger logger, Exception error);
}
