using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>The roll as it was on the last day of a year that has ended, told by the learners' events: a register corrected in September still belongs to July.</summary>
internal sealed class RollOfYear(Store store)
{
    public async Task<IReadOnlyList<ReachMember>> MembersAsync(Work work, DueRow due, CancellationToken ct)
    {
        if (!AcademicYear.TryParse(due.AcademicYear, out var year))
        {
            return [];
        }

        var parameters = new { tenant = due.TenantId, year = due.AcademicYear };
        var (learners, before) = (new Dictionary<string, Learner>(StringComparer.Ordinal), London.Moment(year.LastDay.AddDays(1), TimeOnly.MinValue));
        await foreach (var stored in store.Home.ReadStreamsAsync(new(due.TenantId), "learner-", ct).Where(stored => stored.Timestamp < before))
        {
            learners[stored.Stream.Id] = Learner.Evolve(learners.GetValueOrDefault(stored.Stream.Id, Learner.Unknown), stored.Data);
        }

        var reached = (await work.Connection.QueryAsync<Guid>(new CommandDefinition(store.Sql<RollOfYear>("Reach.LoadReached.sql"), parameters, work.Transaction, cancellationToken: ct)))
            .Select(id => new LearnerId(id).ToString()).ToHashSet(StringComparer.Ordinal);
        return [.. learners.Where(known => known.Value.OnRoll).Select(known => Member(known.Value, reached.Contains(known.Key)))];
    }

    private static ReachMember Member(Learner learner, bool reached) => new(
        learner.YearGroup, learner.EnrolmentStatus, learner.Characteristics.Sex, learner.Characteristics.Ethnicity,
        learner.Characteristics.FirstLanguage, learner.Characteristics.Sen, learner.Characteristics.Fsm, reached);
}
