using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Dapper;

namespace Cohesion.Activity.Schools;

/// <summary>What pages call the schools, heard from reporting; a school not heard of yet goes by its URN.</summary>
public sealed class SchoolNames(Store store) : IPlaces
{
    public async Task<Place> PlaceOfAsync(int urn, CancellationToken ct) => (await NamesAsync([urn], ct))[0];

    public async Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct) =>
        caller.Schools.Count == 0 ? [] : await NamesAsync([.. caller.Schools.Order()], ct);

    private async Task<IReadOnlyList<Place>> NamesAsync(int[] urns, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        var known = (await connection.QueryAsync<(int Urn, string Name)>(new CommandDefinition(
            store.Sql(typeof(SchoolNames).Assembly, "Schools.Names.sql"), new { urns }, cancellationToken: ct))).ToDictionary(school => school.Urn, school => school.Name);
        return [.. urns.Select(urn => Place.School(urn, known.GetValueOrDefault(urn, $"School {urn}")))];
    }
}
