using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Access.Memberships;

[JsonConverter(typeof(IdentityJson<MembershipId>))]
public readonly record struct MembershipId(Guid Value) : IIdentity<MembershipId>
{
    public static MembershipId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

/// <summary>Somebody may act here as this, from and until these days, once they accept by signing in.</summary>
/// <param name="GrantedBy">Opaque id of the person who invited them; "command" for the first administrator.</param>
public sealed record MemberInvited(MembershipId MembershipId, PersonId PersonId, Role Role, DateOnly From, DateOnly? Until, string GrantedBy, DateTimeOffset InvitedAt);

public sealed record InvitationAccepted(MembershipId MembershipId, DateTimeOffset AcceptedAt);

public sealed record MembershipChanged(MembershipId MembershipId, Role Role, DateOnly From, DateOnly? Until, string ChangedBy, DateTimeOffset ChangedAt);

public sealed record MembershipEnded(MembershipId MembershipId, string EndedBy, DateTimeOffset EndedAt);

/// <summary>One person acting at one organisation as one thing.</summary>
/// <param name="Revision">Goes up with every change, so that tokens of before can be told from those of after.</param>
public sealed record Membership(PersonId PersonId, Role Role, DateOnly From, DateOnly? Until, DateTimeOffset InvitedAt, bool Accepted, bool Ended, int Revision)
{
    /// <summary>How long an invitation waits for somebody to sign in.</summary>
    public const int InvitationDays = 30;

    public bool HoldsOn(DateOnly day) => Accepted && !Ended && From <= day && (Until is null || Until >= day);
}

/// <summary>Everybody who may act at one organisation: one stream, so that who gives what, and who is the last administrator, is decided in order.</summary>
public sealed record Members(ImmutableDictionary<MembershipId, Membership> All)
{
    public static readonly Aggregate<Members> Aggregate = new("members", new Members(ImmutableDictionary<MembershipId, Membership>.Empty), Evolve);

    public static StreamKey StreamOf(Organisation organisation) => new(organisation.Tenant, "members");

    public static Members Evolve(Members members, object @event) => @event switch
    {
        MemberInvited e => new(members.All.SetItem(e.MembershipId, new Membership(e.PersonId, e.Role, e.From, e.Until, e.InvitedAt, false, false, 0))),
        InvitationAccepted e => members.With(e.MembershipId, membership => membership with { Accepted = true }),
        MembershipChanged e => members.With(
            e.MembershipId, membership => membership with { Role = e.Role, From = e.From, Until = e.Until, Revision = membership.Revision + 1 }),
        MembershipEnded e => members.With(e.MembershipId, membership => membership with { Ended = true, Revision = membership.Revision + 1 }),
        _ => members,
    };

    public Membership? Find(MembershipId id) => All.GetValueOrDefault(id);

    /// <summary>Whether somebody else than by this membership looks after the organisation from this day on, without an end.</summary>
    public bool IsLookedAfterWithout(MembershipId id, Role administrator, DateOnly day) =>
        All.Any(other => other.Key != id && other.Value.Role == administrator && other.Value.Until is null && other.Value.HoldsOn(day));

    private Members With(MembershipId id, Func<Membership, Membership> change) =>
        All.TryGetValue(id, out var membership) ? new(All.SetItem(id, change(membership))) : this;
}
