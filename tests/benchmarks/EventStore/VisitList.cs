using Cohesion.EventStore;

namespace Cohesion.Benchmarks.EventStore;

/// <summary>A row for each visit, so that one can see when each was followed.</summary>
public sealed record VisitList(string TenantId, string ActivityId, int Number)
{
    public const string Name = "visit_list";

    public static Projection<VisitList> Projection() => Cohesion.EventStore.Projection.For<VisitList>(Name)
        .Table(Name, "tenant_id", "activity_id")
        .Ddl("EventStore.VisitList.sql")
        .On<VisitMade>((_, at) => at.Stream.Id, (_, visit, at) => new(at.Stream.Tenant.Value, at.Stream.Id, visit.Number));
}
