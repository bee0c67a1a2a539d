using System.Text.Json;
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

        var parameters = new { tenant = due.TenantId, year = due.AcademicYear, before = London.Moment(year.LastDay.AddDays(1), TimeOnly.MinValue).ToUniversalTime() };
        var events = await work.Connection.QueryAsync<Row>(new CommandDefinition(store.Sql<RollOfYear>("Reach.LoadPastRoll.sql"), parameters, work.Transaction, cancellationToken: ct));
        var reached = (await work.Connection.QueryAsync<Guid>(new CommandDefinition(store.Sql<RollOfYear>("Reach.LoadReached.sql"), parameters, work.Transaction, cancellationToken: ct)))
            .Select(id => new LearnerId(id).ToString()).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. events.GroupBy(row => row.StreamId)
                .Select(stream => (Id: stream.Key, Learner: stream.Aggregate(Learner.Unknown, (learner, row) => Learner.Evolve(learner, Read(row)))))
                .Where(known => known.Learner.OnRoll)
                .Select(known => Member(known.Learner, reached.Contains(known.Id))),
        ];
    }

    private static ReachMember Member(Learner learner, bool reached) => new(
        learner.YearGroup, learner.EnrolmentStatus, learner.Characteristics.Sex, learner.Characteristics.Ethnicity,
        learner.Characteristics.FirstLanguage, learner.Characteristics.Sen, learner.Characteristics.Fsm, reached);

    private static object Read(Row row) => row.Type switch
    {
        "learner_joined_roll" => JsonSerializer.Deserialize(row.Data, EquityJson.Default.LearnerJoinedRoll)!,
        "learner_moved" => JsonSerializer.Deserialize(row.Data, EquityJson.Default.LearnerMoved)!,
        "learner_characteristics_changed" => JsonSerializer.Deserialize(row.Data, EquityJson.Default.LearnerCharacteristicsChanged)!,
        "learner_left_roll" => JsonSerializer.Deserialize(row.Data, EquityJson.Default.LearnerLeftRoll)!,
        _ => row,
    };

    private sealed record Row(string StreamId, string Type, string Data);
}
