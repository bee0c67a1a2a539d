using Cohesion.Contracts;
using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>Reach was measured and had changed: all groups at once. Counts only, no learner.</summary>
public sealed record ReachMeasured(string AcademicYear, IReadOnlyList<ReachGroup> Groups);

/// <summary>The latest measurement of a school's year.</summary>
public sealed record ReachMeasure(Tenant TenantId, string AcademicYear, long Version, DateTimeOffset MeasuredAt, IReadOnlyList<ReachGroup> Groups)
{
    public const string Alias = "reach";

    public static IProjection Projection { get; } = EventStore.Projection.For<ReachMeasure>("reach_measures").Version(1)
        .Table("reach_measures", "tenant_id", "academic_year").Ddl("Reach.ReachMeasures.sql")
        .On<ReachMeasured>(
            (measured, _) => measured.AcademicYear,
            (_, measured, stored) => new(stored.Stream.Tenant, measured.AcademicYear, stored.Version, stored.Timestamp, measured.Groups));

    public static StreamKey StreamOf(Tenant tenant, AcademicYear year) => new(tenant, $"reach-{tenant.Value}-{year.ToPath()}");
}
