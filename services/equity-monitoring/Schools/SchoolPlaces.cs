using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Dapper;

namespace Cohesion.EquityMonitoring.Schools;

/// <summary>The schools a caller acts in, by name, for the switch in the page's header.</summary>
internal sealed class SchoolPlaces(Store store) : IPlaces
{
    public async Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var schools = await connection.QueryAsync<KnownSchool>(
            new CommandDefinition(store.Sql<SchoolPlaces>("Schools.FindPlaces.sql"), new { urns = caller.Schools.ToArray() }, cancellationToken: ct));
        return [.. schools.Select(school => Place.School(school.Urn, school.Name))];
    }
}
