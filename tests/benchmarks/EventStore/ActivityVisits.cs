using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A row for each activity: a view of single streams.</summary>
public sealed record ActivityVisits(string TenantId, string ActivityId, int Visits, int Minutes, DateOnly LastOn, DateTimeOffset ChangedAt)
{
    public const string Name = "activity_visits";

    public static Projection<ActivityVisits> Projection() => Cohesion.EventStore.Projection.For<ActivityVisits>(Name)
        .Table(Name, "tenant_id", "activity_id")
        .Ddl("EventStore.ActivityVisits.sql")
        .On<VisitMade>(
            (_, at) => at.Stream.Id,
            (row, visit, at) => new(at.Stream.Tenant.Value, at.Stream.Id, (row?.Visits ?? 0) + 1, (row?.Minutes ?? 0) + visit.Minutes, visit.On, at.Timestamp));
}
