using System.Text.Json;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>The latest measurement of every year of a school, the newest year first.</summary>
internal sealed class SchoolReach(Store store)
{
    public async Task<IReadOnlyList<ReachMeasure>> MeasuresAsync(int urn, CancellationToken ct)
    {
        var tenant = Tenant.Of(urn);
        await using var connection = await store.Home.OpenAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(store.Sql<SchoolReach>("Reach.LoadMeasures.sql"), new { tenant = tenant.Value }, cancellationToken: ct));
        return [.. rows.Select(row => new ReachMeasure(
            tenant, row.AcademicYear, row.Version, new(row.MeasuredAt, TimeSpan.Zero), JsonSerializer.Deserialize(row.Groups, ReachRowJson.Default.IReadOnlyListReachGroup)!))];
    }

    private sealed record Row(string AcademicYear, long Version, DateTime MeasuredAt, string Groups);
}
