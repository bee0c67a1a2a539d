using System.Globalization;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Schools;
using Cohesion.Web;

namespace Cohesion.Reporting.Dashboards;

/// <summary>Whose dashboard a caller may open, and how exact. Anything else answers as if it were not there.</summary>
public sealed class DashboardScope(Areas areas, ReadDashboard read, TimeProvider clock)
{
    /// <summary>Who works with the school's own learners sees its numbers; a governor of it, its trust and its authority see what may leave it.</summary>
    public async Task<Dashboard?> SchoolAsync(Caller caller, int urn, AcademicYear year, CancellationToken ct)
    {
        if (await areas.SchoolsAsync(Body.School(urn), ct) is not [var school])
        {
            return null;
        }

        var place = Place.School(urn, school.Name);
        return caller switch
        {
            { Role: Role.Head or Role.CohesionLead } when caller.MayActFor(urn) => await read.ExactAsync(place, school, year, ct),
            { Role: Role.Governor or Role.CommitteeMember } when caller.MayActFor(urn) => await PublishedAsync(),
            { Role: Role.TrustAnalyst } when school.TrustId is { } trust && caller.Trusts.Contains(trust) => await SharedAsync(Audience.Trust, Tenant.OfTrust(trust)),
            { Role: Role.LaOfficer } when caller.LocalAuthorities.Contains(school.LaCode) => await SharedAsync(Audience.LocalAuthority, Tenant.OfAuthority(school.LaCode)),
            _ => null,
        };

        Task<Dashboard> PublishedAsync() => read.PublishedAsync(Audience.Governors, Body.School(urn), place, [school], year, ct);

        // A school that shares nothing with them is as one that is not theirs.
        async Task<Dashboard?> SharedAsync(Audience audience, Tenant with) => await areas.SharedAsync(urn, with, ct) is { Count: > 0 } kinds
            ? await read.PublishedAsync(audience, Body.School(urn), place, [school with { Shared = kinds }], year, ct)
            : null;
    }

    public async Task<Dashboard?> TrustAsync(Caller caller, string trust, AcademicYear year, CancellationToken ct) =>
        caller.Trusts.Contains(trust) && await areas.SchoolsAsync(Body.Trust(trust), ct) is [var first, ..] schools
            ? await read.PublishedAsync(Audience.Trust, Body.Trust(trust), Place.Trust(trust, first.TrustName ?? trust), schools, year, ct)
            : null;

    public async Task<Dashboard?> LocalAuthorityAsync(Caller caller, string code, AcademicYear year, CancellationToken ct) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var la) && caller.LocalAuthorities.Contains(la)
        && await areas.SchoolsAsync(Body.LocalAuthority(la), ct) is [var first, ..] schools
            ? await read.PublishedAsync(Audience.LocalAuthority, Body.LocalAuthority(la), Place.LocalAuthority(la, first.LaName), schools, year, ct)
            : null;

    /// <summary>The year of the page's address, this year where it names none; null where it cannot be read.</summary>
    public AcademicYear? YearOf(string? text) => string.IsNullOrEmpty(text) ? AcademicYear.Of(London.Today(clock)) : AcademicYear.TryParse(text, out var year) ? year : null;
}
