using System.Text.Json;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Measures the reach of every school that asked for it since it last looked, many in one transaction, and records what has changed.</summary>
internal sealed class MeasureReach(Store store, ReachBell bell, RollOfYear past, TimeProvider clock, ILogger<MeasureReach> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!store.Home.IsReady || await MeasureDueAsync(stoppingToken) == 0)
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
                logger.NotMeasured(error);
                await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            }
        }
    }

    /// <summary>Gives the number of school years that were due.</summary>
    private async Task<int> MeasureDueAsync(CancellationToken ct)
    {
        await using var work = await store.Home.BeginAsync(EventMetadata.FromCurrentTrace(), ct);
        var due = (await work.Connection.QueryAsync<DueRow>(Command(work, "Reach.TakeDue.sql", null, ct))).ToList();
        if (due.Count == 0)
        {
            return 0;
        }

        var running = AcademicYear.Of(clock.GetUtcNow()).ToString();
        var parameters = new { tenants = due.Select(row => row.TenantId).ToArray(), years = due.Select(row => row.AcademicYear).ToArray() };
        var members = (await work.Connection.QueryAsync<MemberRow>(Command(work, "Reach.LoadMembers.sql", parameters, ct)))
            .ToLookup(row => (row.TenantId, row.AcademicYear), row => row.ToMember());
        var last = (await work.Connection.QueryAsync<LastRow>(Command(work, "Reach.LoadLastMeasures.sql", parameters, ct)))
            .ToDictionary(row => (row.TenantId, row.AcademicYear));
        foreach (var row in due)
        {
            var roll = row.AcademicYear == running ? members[(row.TenantId, row.AcademicYear)] : await past.MembersAsync(work, row, ct);
            Record(work, row, ReachCount.Of(roll), last.GetValueOrDefault((row.TenantId, row.AcademicYear)));
        }

        // Stale: another process measured one of them at the same time; then nothing was taken, and it all comes again.
        await work.CommitAsync(ct);
        return due.Count;
    }

    private static void Record(Work work, DueRow row, IReadOnlyList<ReachGroup> groups, LastRow? last)
    {
        if (!AcademicYear.TryParse(row.AcademicYear, out var year) || (last is null ? groups[0].Learners == 0 : last.ToGroups().SequenceEqual(groups)))
        {
            return;
        }

        work.Append(
            ReachMeasure.StreamOf(new(row.TenantId), year), ReachMeasure.Alias, last is null ? ExpectedVersion.MustNotExist : ExpectedVersion.At(last.Version),
            new ReachMeasured(row.AcademicYear, groups));
    }

    private CommandDefinition Command(Work work, string file, object? parameters, CancellationToken ct) =>
        new(store.Sql<MeasureReach>(file), parameters, work.Transaction, cancellationToken: ct);

    private sealed class MemberRow
    {
        public string TenantId { get; init; } = "";

        public string AcademicYear { get; init; } = "";

        public string YearGroup { get; init; } = "";

        public string EnrolmentStatus { get; init; } = "";

        public string? Sex { get; init; }

        public string? Ethnicity { get; init; }

        public string? FirstLanguage { get; init; }

        public string? Sen { get; init; }

        public string? Fsm { get; init; }

        public bool Reached { get; init; }

        public ReachMember ToMember() => new(YearGroup, EnrolmentStatus, Sex, Ethnicity, FirstLanguage, Sen, Fsm, Reached);
    }

    private sealed record LastRow(string TenantId, string AcademicYear, long Version, string Groups)
    {
        public IReadOnlyList<ReachGroup> ToGroups() => JsonSerializer.Deserialize(Groups, ReachRowJson.Default.IReadOnlyListReachGroup)!;
    }
}

/// <summary>A school year that is to be measured.</summary>
internal sealed record DueRow(string TenantId, string AcademicYear);

internal static partial class ReachLog
{
    [LoggerMessage(4201, LogLevel.Warning, "Reach could not be measured; the schools that are due come again")]
    public static partial void NotMeasured(this ILogger logger, Exception error);
}
