using Cohesion.EventStore;
using Cohesion.Contracts;
using Dapper;

namespace Cohesion.Activity.Today;

/// <summary>A session on the day's desk.</summary>
public sealed record DeskSession(
    Guid SessionId, Guid ActivityId, string Title, string Kind, string? Place, DateOnly OnDay, TimeOnly Starts, TimeOnly Ends, int Expected,
    int? Present, string Status);

/// <summary>How many referrals wait for a decision, and the nearest target time.</summary>
public sealed record WaitingReferrals(int Waiting, int Late, DateTime? NextDue);

/// <summary>Faults of the last roll import.</summary>
public sealed record LastImport(Guid ImportId, int Faults, DateTime ImportedAt);

/// <summary>What waits on a school's desk today.</summary>
public sealed record DeskView(IReadOnlyList<DeskSession> RegistersDue, IReadOnlyList<DeskSession> ThisWeek, WaitingReferrals Referrals, LastImport? Import);

/// <summary>Gathers Today in one round trip.</summary>
public sealed class Desk(Store store, TimeProvider clock)
{
    public async Task<DeskView> OfAsync(int urn, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = London.DayOf(now);
        var year = AcademicYear.Of(today);
        await using var connection = await store.OpenAsync(Tenant.Of(urn), ct);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(store.Sql(typeof(Desk).Assembly, "Today.Desk.sql"), new
        {
            tenant = Tenant.Of(urn).Value,
            now,
            today,
            yearStart = year.FirstDay,
            weekEnd = today.AddDays(6),
        }, cancellationToken: ct));
        return new DeskView(
            [.. await answers.ReadAsync<DeskSession>()],
            [.. await answers.ReadAsync<DeskSession>()],
            await answers.ReadSingleAsync<WaitingReferrals>(),
            await answers.ReadSingleOrDefaultAsync<LastImport>());
    }
}
