using System.Globalization;
using Cohesion.Hosting;

namespace Cohesion.Web;

/// <summary>What kind of place one acts for.</summary>
public enum PlaceKind { None, School, Trust, LocalAuthority }

/// <summary>The school, trust or local authority one acts for, as paths and the frame name it.</summary>
public sealed record Place(PlaceKind Kind, string Id, string Name)
{
    /// <summary>No place: sign-in, the administrator's pages.</summary>
    public static readonly Place None = new(PlaceKind.None, "", "");

    public static Place School(int urn, string name) => new(PlaceKind.School, urn.ToString(CultureInfo.InvariantCulture), name);

    public static Place Trust(string id, string name) => new(PlaceKind.Trust, id, name);

    public static Place LocalAuthority(int code, string name) => new(PlaceKind.LocalAuthority, code.ToString("000", CultureInfo.InvariantCulture), name);
}

/// <summary>The places a person may act for, with their names; a service that knows names registers one and the frame offers the switch.</summary>
public interface IPlaces
{
    Task<IReadOnlyList<Place>> OfAsync(Caller caller, CancellationToken ct);
}
