using System.Collections.Immutable;
using Cohesion.Access.Memberships;
using Cohesion.Access.Organisations;
using Cohesion.Access.People;
using Cohesion.Access.Providers;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Access.Api;

public sealed class Deciding_memberships
{
    private static readonly Organisation School = Organisation.School(125123);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly PersonId Ann = PersonId.Of(Guid.Parse("0192f000-0000-7000-8000-00000000000a"));
    private static readonly PersonId Bob = PersonId.Of(Guid.Parse("0192f000-0000-7000-8000-00000000000b"));
    private static readonly MembershipId One = MembershipId.Of(Guid.Parse("0192f000-0000-7000-8000-000000000001"));
    private static readonly MembershipId Two = MembershipId.Of(Guid.Parse("0192f000-0000-7000-8000-000000000002"));
    private static readonly Granting ByAnn = new(Ann.ToString(), Role.OrganisationAdministrator);

    [Fact]
    public void An_administrator_gives_every_role_of_their_own_organisation() =>
        Assert.All(School.Roles, role => Assert.IsType<Decision.Accepted>(Invite(Looking(Ann), ByAnn, new MemberTerms(role, Today, null))));

    [Theory]
    [InlineData(Role.Head, Role.OrganisationAdministrator)]
    [InlineData(Role.Administrator, Role.DataManager)]
    [InlineData(Role.Administrator, Role.Head)]
    [InlineData(Role.Teacher, Role.Teacher)]
    [InlineData(Role.DataManager, Role.Teacher)]
    public void Nobody_gives_a_role_that_is_more_than_their_own(Role by, Role given) =>
        Assert.Equal("more-than-held", Code(Invite(Looking(Ann), new Granting(Ann.ToString(), by), new MemberTerms(given, Today, null))));

    [Fact]
    public void Nobody_gives_what_their_organisation_does_not_have() =>
        Assert.Equal("no-such-role", Code(Invite(Looking(Ann), ByAnn, new MemberTerms(Role.Administrator, Today, null))));

    [Fact]
    public void Nobody_gives_a_role_for_longer_than_they_hold_their_own()
    {
        var members = Looking(Ann, until: Today.AddDays(10));

        Assert.Equal("longer-than-held", Code(Invite(members, ByAnn, new MemberTerms(Role.Teacher, Today, null))));
        Assert.Equal("longer-than-held", Code(Invite(members, ByAnn, new MemberTerms(Role.Teacher, Today, Today.AddDays(11)))));
        Assert.IsType<Decision.Accepted>(Invite(members, ByAnn, new MemberTerms(Role.Teacher, Today, Today.AddDays(10))));
    }

    [Fact]
    public void Nobody_invites_or_changes_themselves()
    {
        Assert.Equal("about-oneself", Code(InviteMember.Decide(Looking(Ann), Two, Ann, School, new MemberTerms(Role.Head, Today, null), ByAnn, Now)));
        Assert.Equal("about-oneself", Code(ChangeMembership.Decide(Looking(Ann), One, School, new MemberTerms(Role.Head, Today, null), ByAnn, Today, Now)));
    }

    [Fact]
    public void The_same_invitation_is_given_once()
    {
        var members = After(Looking(Ann), new MemberInvited(Two, Bob, Role.Teacher, Today, null, "x", Now));

        Assert.Equal("already-invited", Code(InviteMember.Decide(members, MembershipId.Of(Guid.NewGuid()), Bob, School, new MemberTerms(Role.Teacher, Today, null), ByAnn, Now)));
        Assert.Empty(Assert.IsType<Decision.Accepted>(InviteMember.Decide(members, Two, Bob, School, new MemberTerms(Role.Teacher, Today, null), ByAnn, Now)).Events);
    }

    [Fact]
    public void The_last_administrator_stays()
    {
        var alone = Looking(Ann);
        var both = After(alone, new MemberInvited(Two, Bob, Role.OrganisationAdministrator, Today, null, "x", Now), new InvitationAccepted(Two, Now));
        var withAnInvitation = After(alone, new MemberInvited(Two, Bob, Role.OrganisationAdministrator, Today, null, "x", Now));
        var withOneForAWhile = After(alone, new MemberInvited(Two, Bob, Role.OrganisationAdministrator, Today, Today.AddDays(5), "x", Now), new InvitationAccepted(Two, Now));

        Assert.Equal("last-administrator", Code(EndMembership.Decide(alone, One, School, ByAnn, Today, Now)));
        Assert.Equal("last-administrator", Code(EndMembership.Decide(withAnInvitation, One, School, ByAnn, Today, Now)));
        Assert.Equal("last-administrator", Code(EndMembership.Decide(withOneForAWhile, One, School, ByAnn, Today, Now)));
        Assert.Equal("last-administrator", Code(ChangeMembership.Decide(
            alone, One, School, new MemberTerms(Role.OrganisationAdministrator, Today, Today.AddDays(1)), new Granting("person-of-cohesion", Role.Administrator), Today, Now)));
        Assert.IsType<Decision.Accepted>(EndMembership.Decide(both, One, School, ByAnn, Today, Now));
    }

    [Fact]
    public void Anybody_who_keeps_members_may_leave_and_none_ends_what_they_could_not_give()
    {
        var head = new Granting(Bob.ToString(), Role.Head);
        var members = After(Looking(Ann), new MemberInvited(Two, Bob, Role.Head, Today, null, "x", Now), new InvitationAccepted(Two, Now));

        Assert.IsType<Decision.Accepted>(EndMembership.Decide(members, Two, School, head, Today, Now));
        Assert.Equal("more-than-held", Code(EndMembership.Decide(members, One, School, head, Today, Now)));
    }

    [Fact]
    public void An_ended_membership_is_not_changed_and_ends_once()
    {
        var members = After(
            Looking(Ann), new MemberInvited(Two, Bob, Role.Teacher, Today, null, "x", Now), new InvitationAccepted(Two, Now), new MembershipEnded(Two, "x", Now));

        Assert.Equal("membership-ended", Code(ChangeMembership.Decide(members, Two, School, new MemberTerms(Role.Governor, Today, null), ByAnn, Today, Now)));
        Assert.Empty(Assert.IsType<Decision.Accepted>(EndMembership.Decide(members, Two, School, ByAnn, Today, Now)).Events);
    }

    [Fact]
    public void An_invitation_waits_for_thirty_days()
    {
        var members = After(Looking(Ann), new MemberInvited(Two, Bob, Role.Teacher, Today, null, "x", Now));

        Assert.Single(Assert.IsType<Decision.Accepted>(AcceptInvitations.Decide(members, Two, Now.AddDays(30))).Events);
        Assert.Empty(Assert.IsType<Decision.Accepted>(AcceptInvitations.Decide(members, Two, Now.AddDays(30).AddMinutes(1))).Events);
    }

    [Fact]
    public void A_change_tells_tokens_of_before_from_those_of_after()
    {
        var members = After(Looking(Ann), new MembershipChanged(One, Role.Head, Today, null, "x", Now));

        Assert.Equal(1, members.Find(One)!.Revision);
    }

    [Fact]
    public void An_identity_is_linked_once()
    {
        var identity = new ProvedIdentity("school", "sub-1", "ann@school.example", "Ann");
        var invited = Person.Evolve(Person.Aggregate.Initial, new PersonInvited(Ann, new PersonalText(Ann.Subject, "ann@school.example"), Now));
        var linked = Person.Evolve(invited, Assert.Single(Assert.IsType<Decision.Accepted>(RecognisePerson.Decide(invited, Ann, identity, Now)).Events));

        Assert.Empty(Assert.IsType<Decision.Accepted>(RecognisePerson.Decide(linked, Ann, identity, Now)).Events);
        Assert.IsType<PersonRenamed>(Assert.Single(Assert.IsType<Decision.Accepted>(RecognisePerson.Decide(linked, Ann, identity with { Name = "Ann B" }, Now)).Events));
        Assert.Equal("another-identity", Code(RecognisePerson.Decide(linked, Ann, identity with { Subject = "sub-2" }, Now)));
        Assert.Equal("another-identity", Code(RecognisePerson.Decide(linked, Ann, identity with { Provider = "other" }, Now)));
        Assert.Equal("not-invited", Code(RecognisePerson.Decide(linked with { Disabled = true }, Ann, identity, Now)));
    }

    [Theory]
    [InlineData("ann@school.example", "ann@school.example")]
    [InlineData("  Ann.O'Neil@School.Example ", "ann.o'neil@school.example")]
    [InlineData("ann@school", null)]
    [InlineData("ann", null)]
    [InlineData("a@b@school.example", null)]
    [InlineData("ann@school.example\nbcc: x@y.z", null)]
    [InlineData("", null)]
    public void Addresses_are_compared_in_one_form(string typed, string? address) =>
        Assert.Equal(address, EmailAddress.TryParse(typed, out var read) ? read : null);

    [Theory]
    [InlineData("125123")]
    [InlineData("trust-5143")]
    [InlineData("la-936")]
    [InlineData("platform")]
    public void An_organisation_is_written_as_it_is_read(string tenant) => Assert.Equal(tenant, Organisation.Of(tenant)!.Tenant.Value);

    [Theory]
    [InlineData("12512")]
    [InlineData("la-9360")]
    [InlineData("trust-")]
    [InlineData("-1")]
    [InlineData("")]
    public void What_is_no_organisation_is_none(string tenant) => Assert.Null(Organisation.Of(tenant));

    private static Decision Invite(Members members, Granting granting, MemberTerms terms) => InviteMember.Decide(members, Two, Bob, School, terms, granting, Now);

    private static string? Code(Decision decision) => (decision as Decision.Refused)?.Code;

    /// <summary>A school that this person looks after.</summary>
    private static Members Looking(PersonId person, DateOnly? until = null) => After(
        new Members(ImmutableDictionary<MembershipId, Membership>.Empty),
        new MemberInvited(One, person, Role.OrganisationAdministrator, Today.AddDays(-5), until, "command", Now.AddDays(-5)), new InvitationAccepted(One, Now.AddDays(-5)));

    private static Members After(Members members, params object[] events) => events.Aggregate(members, Members.Evolve);
}
