using Cohesion.Sample.Loading;

namespace Cohesion.Benchmarks;

/// <summary>The figure that everyone waits for: learners reached, as the school's dashboard shows it.</summary>
public static class DashboardReach
{
    public static async Task<int> OfSchoolAsync(Door door, Person who, int urn, CancellationToken ct) =>
        (await door.GetAsync(who, $"/api/v1/reports/schools/{urn}", ct)).Body?["total"]?["numerator"]?.GetValue<int>() ?? 0;
}
