using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A row for each learner: a view that many streams write.</summary>
public sealed record LearnerVisits(string TenantId, Guid LearnerId, int Visits, int Minutes, DateOnly LastOn)
{
    public const string Name = "learner_visits";

    public static Projection<LearnerVisits> Projection() => Cohesion.EventStore.Projection.For<LearnerVisits>(Name)
        .Table(Name, "tenant_id", "learner_id")
        .Ddl("EventStore.LearnerVisits.sql")
        .On<VisitMade>(
            (visit, _) => visit.LearnerId,
            (row, visit, at) => new(at.Stream.Tenant.Value, visit.LearnerId, (row?.Visits ?? 0) + 1, (row?.Minutes ?? 0) + visit.Minutes, visit.On));
}
