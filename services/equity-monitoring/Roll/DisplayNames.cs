using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>The names learners are known by, as they are when a message goes out. A learner who has been erased has none, and is not told of.</summary>
internal sealed class DisplayNames
{
    private readonly Dictionary<Guid, Row> rows;

    private DisplayNames(Dictionary<Guid, Row> rows) => this.rows = rows;

    public static async Task<DisplayNames> OfAsync(PublishContext context, IReadOnlyList<StoredEvent> facts, CancellationToken ct)
    {
        if (facts.Count == 0)
        {
            return new([]);
        }

        var learners = facts.Select(fact => (fact.Stream.Tenant.Value, IdOf(fact).Value)).Distinct().ToList();
        var parameters = new { tenants = learners.Select(learner => learner.Item1).ToArray(), ids = learners.Select(learner => learner.Item2).ToArray() };
        var rows = await context.Connection.QueryAsync<Row>(new CommandDefinition(context.Store.Sql<DisplayNames>("Roll.DisplayNames.sql"), parameters, cancellationToken: ct));
        return new(rows.ToDictionary(row => row.LearnerId));
    }

    public LearnerOnRoll? Of(StoredEvent fact) => !rows.TryGetValue(IdOf(fact).Value, out var row) ? null : fact.Data switch
    {
        LearnerJoinedRollV2 joined => new(joined.LearnerId.Value, fact.Version, row.Name, joined.YearGroup, joined.Form),
        LearnerMoved moved => new(moved.LearnerId.Value, fact.Version, row.Name, moved.YearGroup, moved.Form),
        _ => new(IdOf(fact).Value, fact.Version, row.Name, row.YearGroup, row.Form),
    };

    private static LearnerId IdOf(StoredEvent fact) => ((ILearnerEvent)fact.Data).LearnerId;

    private sealed record Row(Guid LearnerId, string Name, string YearGroup, string Form);
}
