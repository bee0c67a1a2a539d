using Cohesion.Access.People;
using Cohesion.Contracts;
using Cohesion.EventStore;

namespace Cohesion.Access.Memberships;

/// <summary>Somebody who signs in accepts every invitation that waits for them.</summary>
public sealed class AcceptInvitations(Store store, MembershipList members, TimeProvider clock)
{
    private const string Why = "a person who has signed in sees all places where they may act, to choose one";

    public static Decision Decide(Members members, MembershipId id, DateTimeOffset now) =>
        members.Find(id) is { Ended: false, Accepted: false } membership && (now - membership.InvitedAt).TotalDays <= Membership.InvitationDays
            ? Decision.Accept(new InvitationAccepted(id, now))
            : Decision.Accept();

    /// <summary>Where the person may act today, after accepting.</summary>
    public async Task<IReadOnlyList<MemberItem>> RunAsync(PersonId person, CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        var (now, today) = (clock.GetUtcNow(), London.Today(clock));
        var waiting = (await members.OfAsync(person, ct)).Where(member => member.StateOn(today, now) == MembershipState.Invited).ToList();
        foreach (var member in waiting)
        {
            await store.DecideAsync(
                Members.Aggregate, Members.StreamOf(member.Organisation), version: null, state => Decide(state, member.Id, now),
                EventMetadata.FromCurrentTrace(by: person.ToString()), ct);
        }

        return await CurrentAsync(person, ct);
    }

    public async Task<IReadOnlyList<MemberItem>> CurrentAsync(PersonId person, CancellationToken ct)
    {
        using var _ = DataScope.Beyond(Why);
        return [.. (await members.OfAsync(person, ct)).Where(member => member.StateOn(London.Today(clock), clock.GetUtcNow()) == MembershipState.Current)];
    }
}
