using Cohesion.Access.Organisations;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Memberships;

/// <summary>Who gives whom what: nobody gives more than they hold, neither another place, nor a higher role, nor a longer time.</summary>
/// <param name="PersonId">Opaque id of who gives.</param>
/// <param name="Unbounded">A command on the machine, which makes the first administrator.</param>
public sealed record Granting(string PersonId, Role Role, bool Unbounded = false)
{
    public static readonly Granting ByCommand = new("command", Role.Administrator, Unbounded: true);

    public static Granting By(Caller caller) => new(caller.PersonId, caller.Role);

    /// <summary>Who may look after the members of an organisation at all.</summary>
    public static bool MayLookAfter(Caller caller, Organisation organisation) =>
        caller.Role == Role.Administrator || (organisation.IsOf(caller) && RolesGivenBy(caller.Role, organisation).Count > 0);

    /// <summary>
    /// An organisation's administrator gives every role there; a head every role of the school except those of administrators; Cohesion's administrators
    /// appoint administrators and nobody who sees a child.
    /// </summary>
    public static IReadOnlyList<Role> RolesGivenBy(Role role, Organisation organisation) => role switch
    {
        Role.OrganisationAdministrator when organisation.Kind != OrganisationKind.Cohesion => organisation.Roles,
        Role.Head when organisation.Kind == OrganisationKind.School => [.. organisation.Roles.Where(given => given != Role.OrganisationAdministrator)],
        Role.Administrator => [organisation.Administrator],
        _ => [],
    };

    /// <summary>Null where this may be given.</summary>
    public Decision? Refuses(Members members, Organisation organisation, Role given, DateOnly? until)
    {
        if (!organisation.Roles.Contains(given))
        {
            return Decision.Refuse("no-such-role", "Nobody acts there as that.");
        }

        if (Unbounded)
        {
            return null;
        }

        if (!RolesGivenBy(Role, organisation).Contains(given))
        {
            return Decision.Refuse("more-than-held", "You cannot give a role that is more than your own.");
        }

        return Own(members) is { Until: { } last } && (until is null || until > last)
            ? Decision.Refuse("longer-than-held", "You cannot give a role for longer than you hold your own.")
            : null;
    }

    /// <summary>Nobody decides about themselves, except that they leave.</summary>
    public bool IsAbout(Membership membership) => membership.PersonId.ToString() == PersonId;

    private Membership? Own(Members members) => members.All.Values.Where(membership => IsAbout(membership) && membership is { Ended: false, Accepted: true } && membership.Role == Role)
        .OrderByDescending(membership => membership.Until ?? DateOnly.MaxValue).FirstOrDefault();
}
