using Cohesion.Access.Memberships;
using Cohesion.Access.People;
using Cohesion.Access.Schools;
using Cohesion.Access.SignIn;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Sessions;

/// <summary>Who acts now, and by which membership (null for a demo person).</summary>
public sealed record ActingCaller(Caller Caller, string? MembershipTokenId);

/// <summary>Finds out, each time a token is wanted, whether the person of a session may still act where they chose to.</summary>
public sealed class ActingCallers(PeopleList people, MembershipList memberships, KnownSchools schools, TimeProvider clock)
{
    /// <summary>Null where they may not, or have not chosen yet.</summary>
    public async Task<ActingCaller?> OfAsync(Session session, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("what a session's person may see is what is to be found out");
        return await (DemoPeople.WithId(session.PersonId) is { } demo ? OfDemoAsync(demo, session.DemoSchool, ct) : OfMemberAsync(session, ct));
    }

    private async Task<ActingCaller?> OfDemoAsync(DemoPerson person, int? school, CancellationToken ct) =>
        DemoScope.Of(person, school is { } urn ? await schools.FindAsync(urn, ct) : null) is { } caller ? new ActingCaller(caller, null) : null;

    private async Task<ActingCaller?> OfMemberAsync(Session session, CancellationToken ct)
    {
        if (session.MembershipId is not { } chosen || await memberships.FindAsync(MembershipId.Of(chosen), ct) is not { Disabled: false } member
            || PersonId.Of(member.PersonId).ToString() != session.PersonId || member.StateOn(London.Today(clock), clock.GetUtcNow()) != MembershipState.Current)
        {
            return null;
        }

        var name = (await people.FindAsync(PersonId.Of(member.PersonId), ct))?.Name ?? "";
        return new ActingCaller(member.Organisation.CallerOf(session.PersonId, name, member.Role), member.TokenId);
    }
}
