using System.Globalization;
using Cohesion.Access.Schools;
using Cohesion.Web;

namespace Cohesion.Access.Organisations;

/// <summary>What organisations are called, as the register of schools has them.</summary>
public sealed class OrganisationNames(KnownSchools schools)
{
    /// <summary>The place that pages show; null where no open school, trust or authority is called so.</summary>
    public async Task<Place?> FindAsync(Organisation organisation, CancellationToken ct)
    {
        var number = int.TryParse(organisation.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return organisation.Kind switch
        {
            OrganisationKind.School => await schools.FindAsync(number, ct) is { } school ? Place.School(school.Urn, school.Name) : null,
            OrganisationKind.Trust => await schools.FirstInAsync(organisation.Id, null, ct) is { TrustName: { } trust } ? Place.Trust(organisation.Id, trust) : null,
            OrganisationKind.LocalAuthority => await schools.FirstInAsync(null, number, ct) is { } one ? Place.LocalAuthority(number, one.LaName) : null,
            _ => Place.None,
        };
    }

    /// <summary>Its name for people; its number where the name is not known (a school that has closed).</summary>
    public async Task<string> NameAsync(Organisation organisation, CancellationToken ct) => organisation.Kind == OrganisationKind.Cohesion
        ? "Cohesion itself"
        : (await FindAsync(organisation, ct))?.Name ?? organisation.Id;
}
