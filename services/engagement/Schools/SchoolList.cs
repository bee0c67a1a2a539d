using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Engagement.Schools;

/// <summary>A school as this service has heard of it.</summary>
public sealed record SchoolRow(int Urn, string Name, int LaCode, string LaName, bool Open);

/// <summary>The schools that the register of schools lists: their names for pages, their authority for what an agency may use.</summary>
public sealed class SchoolList(Database database) : IPlaces
{
    public Task<SchoolRow?> FindAsync(int urn, CancellationToken ct) =>
        database.FindAsync("Schools.FindSchools.sql", RowsJson.Default.SchoolRow, [new[] { urn }], ct);

    public async Task<IReadOnlyList<SchoolRow>> FindAsync(IReadOnlyList<int> urns, CancellationToken ct) =>
        urns.Count == 0 ? [] : await database.ListAsync("Schools.FindSchools.sql", RowsJson.Default.SchoolRow, [urns.ToArray()], ct);

    /// <summary>The URNs of all schools of some authorities.</summary>
    public async Task<IEnumerable<int>> OfAuthoritiesAsync(IReadOnlyList<int> codes, CancellationToken ct) => codes.Count == 0
        ? []
        : (await database.ListAsync("Schools.FindOfAuthorities.sql", RowsJson.Default.SchoolRow, [codes.ToArray()], ct)).Select(school => school.Urn);

    /// <summary>The school as a page's frame names it; its number where nobody has told its name yet.</summary>
    public async Task<Place> PlaceAsync(int urn, CancellationToken ct) => Place.School(urn, (await FindAsync(urn, ct))?.Name ?? $"School {urn}");

    public async Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct) => caller.Schools.Count == 0
        ? []
        : [.. (await database.ListAsync("Schools.FindSchools.sql", RowsJson.Default.SchoolRow, [caller.Schools.ToArray()], ct)).Select(school => Place.School(school.Urn, school.Name))];
}
