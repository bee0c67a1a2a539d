using Cohesion.Hosting;
using Cohesion.Web;

namespace Cohesion.Reporting.Schools;

/// <summary>The names of the places that a caller may act for, for the switch in the frame.</summary>
public sealed class KnownPlaces(Tables tables) : IPlaces
{
    public async Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct) => await tables.ReadAsync(
        "Schools.Places.sql", row => new Place(Enum.Parse<PlaceKind>(row.GetString(0)), row.GetString(1), row.GetString(2)), ct,
        caller.Schools.ToArray(), caller.Trusts.ToArray(), caller.LocalAuthorities.ToArray());
}
