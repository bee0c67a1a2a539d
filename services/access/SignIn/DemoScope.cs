using System.Collections.Frozen;
using Cohesion.Access.People;
using Cohesion.Access.Schools;
using Cohesion.Hosting;

namespace Cohesion.Access.SignIn;

/// <summary>Where a demo person acts: in one school, in its trust or in its local authority, as their role says.</summary>
public static class DemoScope
{
    /// <summary>The caller, or null where the role needs a school, trust or authority and none is given.</summary>
    public static Caller? Of(DemoPerson person, KnownSchool? school) => person.Role switch
    {
        Role.Administrator => Caller(person, [], [], []),
        Role.TrustAnalyst => school?.TrustId is { } trust ? Caller(person, [], [trust], []) : null,
        Role.LaOfficer => school is null ? null : Caller(person, [], [], [school.LaCode]),
        _ => school is null ? null : Caller(person, [school.Urn], [], []),
    };

    private static Caller Caller(DemoPerson person, int[] schools, string[] trusts, int[] authorities) =>
        new(person.Id, person.Name, person.Role, schools.ToFrozenSet(), trusts.ToFrozenSet(StringComparer.Ordinal), authorities.ToFrozenSet());
}
