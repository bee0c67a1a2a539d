using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Schools;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Engagement.Spec;

public sealed class KeysOfAgenciesAreKept
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly AgencyId Fire = AgencyId.Of(Guid.Parse("44444444-4444-4444-8444-444444444444"));
    private static readonly AgencyRegistered FireRegistered = new(Fire, "Fire service", "fire", [100001], [936], ["fire-safety", "wellbeing"], Now);
    private static readonly SchoolRow Woking = new(125123, "A school in Surrey", 936, "Surrey", Open: true);
    private static readonly SchoolRow Elsewhere = new(100002, "A school elsewhere", 850, "Hampshire", Open: true);

    [Fact]
    public void A_key_is_issued_for_a_year_and_for_all_that_the_agency_may_use() =>
        Agency(FireRegistered).When(agency => Issue(agency, 1)).Then(new ApiKeyIssuedV2(Fire, Key(1), "abcdefgh", KeyScope.Whole, Now.AddDays(365), Now));

    [Fact]
    public void A_key_ends_with_the_day_that_was_chosen_for_it() => Assert.Equal(
        new DateTimeOffset(2027, 3, 31, 22, 59, 59, TimeSpan.Zero),
        Assert.IsType<ApiKeyIssuedV2>(Agency(FireRegistered).When(agency => Issue(agency, 1, Asked(expiresOn: new DateOnly(2027, 3, 31)))).Events.Single()).ExpiresAt);

    [Fact]
    public void A_key_is_shown_once() => Agency(FireRegistered, Issued(1)).When(agency => Issue(agency, 1)).ThenRefused("key-already-shown");

    [Fact]
    public void An_agency_has_at_most_five_keys_that_work_and_those_that_end_by_themselves_do_not_count()
    {
        object[] five = [FireRegistered, .. Enumerable.Range(1, 5).Select(Issued)];
        Agency(five).When(agency => Issue(agency, 6)).ThenRefused("too-many-keys");
        Assert.Null(Agency([.. five, new ApiKeyRevoked(Fire, Key(1), Now)]).When(agency => Issue(agency, 6)).Refusal);
        Assert.Null(Agency([.. five, new ApiKeyReplaced(Fire, Key(1), Key(9), Now.AddDays(7), Now)]).When(agency => Issue(agency, 6)).Refusal);
        Assert.Null(Agency(five).When(agency => IssueApiKey.Decide(agency, Fire, Key(6), "abcdefgh", IssueApiKey.Request.Whole, [], Now.AddDays(366))).Refusal);
    }

    [Fact]
    public void A_key_opens_no_more_than_its_agency_may_use()
    {
        Agency(FireRegistered).When(agency => Issue(agency, 1, Asked(schools: [Elsewhere.Urn]))).ThenRefused("key-too-wide");
        Agency(FireRegistered).When(agency => Issue(agency, 1, Asked(authorities: [850]))).ThenRefused("key-too-wide");
        Agency(FireRegistered).When(agency => Issue(agency, 1, Asked(reasons: ["bereavement"]))).ThenRefused("key-too-wide");
        var within = Asked(schools: [Woking.Urn, 100001], authorities: [936], reasons: ["wellbeing"], urgencies: ["routine"]);
        Agency(FireRegistered).When(agency => Issue(agency, 1, within)).Then(new ApiKeyIssuedV2(Fire, Key(1), "abcdefgh", within.Scope, Now.AddDays(365), Now));
        Agency(FireRegistered, new AgencyChanged(Fire, "Fire service", "fire", [100001], [], [], Now)).When(agency => Issue(agency, 1, within)).ThenRefused("key-too-wide");
    }

    [Fact]
    public void A_key_that_takes_another_s_place_opens_the_same_and_lives_as_long()
    {
        var narrow = new KeyScope([100001], [], ["wellbeing"], ["routine"]);
        var (old, later) = (new ApiKeyIssuedV2(Fire, Key(1), "abcdefgh", narrow, Now.AddDays(90), Now), Now.AddDays(60));
        Agency(FireRegistered, old).When(agency => Replace(agency, new(7, null), later)).Then(
            new ApiKeyIssuedV2(Fire, Key(2), "ijkmnpqr", narrow, later.AddDays(90), later), new ApiKeyReplaced(Fire, Key(1), Key(2), later.AddDays(7), later));
    }

    [Fact]
    public void The_old_key_works_on_only_as_long_as_was_chosen_and_never_longer_than_it_would_have()
    {
        Assert.Equal(Now, Overlap(new(0, null), Now));
        Assert.Equal(Now.AddDays(7), Overlap(new(null, null), Now));
        Assert.Equal(Now.AddDays(365), Overlap(new(30, null), Now.AddDays(350)));
    }

    [Fact]
    public void A_key_that_ended_or_was_replaced_is_not_replaced()
    {
        var replaced = new ApiKeyReplaced(Fire, Key(1), Key(9), Now.AddDays(7), Now);
        Agency(FireRegistered, Issued(1), replaced).When(agency => Replace(agency, new(7, null), Now)).ThenRefused("key-not-replaceable");
        Agency(FireRegistered, Issued(1), new ApiKeyRevoked(Fire, Key(1), Now)).When(agency => Replace(agency, new(7, null), Now)).ThenRefused("key-not-replaceable");
        Agency(FireRegistered, Issued(1)).When(agency => Replace(agency, new(7, null), Now.AddDays(365))).ThenRefused("key-not-replaceable");
        Agency(FireRegistered).When(agency => Replace(agency, new(7, null), Now)).ThenRefused("unknown-key");
        Agency(FireRegistered, Issued(1), Issued(2)).When(agency => Replace(agency, new(7, null), Now)).ThenRefused("key-already-shown");
    }

    [Fact]
    public void A_key_is_revoked_once_and_an_unknown_one_never()
    {
        Agency(FireRegistered, Issued(1)).When(agency => RevokeApiKey.Decide(agency, Fire, Key(1), Now)).Then(new ApiKeyRevoked(Fire, Key(1), Now));
        Assert.Empty(Agency(FireRegistered, Issued(1), new ApiKeyRevoked(Fire, Key(1), Now)).When(agency => RevokeApiKey.Decide(agency, Fire, Key(1), Now)).Events);
        Agency(FireRegistered).When(agency => RevokeApiKey.Decide(agency, Fire, Key(1), Now)).ThenRefused("unknown-key");
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(30, true)]
    [InlineData(0, false)]
    public void A_key_is_warned_of_from_thirty_days_before_its_end(int daysLeft, bool warned) => Assert.Equal(
        warned, new ApiKeyListItem(Guid.NewGuid(), "abcdefgh", Now, Now.AddDays(daysLeft), null, null, [], [], [], [], null, null).EndsSoon(Now));

    [Fact]
    public void An_agency_refers_only_where_and_why_it_was_registered_for_and_its_key_reaches()
    {
        var agency = Using(KeyScope.Whole);
        Assert.True(agency.MayReferTo(Woking));
        Assert.True(agency.MayReferTo(Elsewhere with { Urn = 100001 }));
        Assert.False(agency.MayReferTo(Elsewhere));
        Assert.False(agency.MayReferTo(Woking with { Open = false }));
        Assert.True(agency.MayGive("fire-safety"));
        Assert.False(agency.MayGive("bereavement"));
        Assert.False(Using(new KeyScope([100001], [], [], [])).MayReferTo(Woking));
        Assert.True(Using(new KeyScope([100001], [936], [], [])).MayReferTo(Woking));
        Assert.False(Using(new KeyScope([], [], ["wellbeing"], [])).MayGive("fire-safety"));
        Assert.False(Using(new KeyScope([Elsewhere.Urn], [], ["bereavement"], [])).MayReferTo(Elsewhere)); // the agency lost it since
    }

    private static ReferringAgency Using(KeyScope scope) =>
        new(Fire, "Fire service", "fire", [100001], [936], ["fire-safety"], new KeyInUse(Key(1), "abcdefgh", scope, Now, Now.AddDays(365)));

    private static DateTimeOffset Overlap(ReplaceApiKey.Request request, DateTimeOffset now) =>
        Agency(FireRegistered, Issued(1)).When(agency => Replace(agency, request, now)).Events.OfType<ApiKeyReplaced>().Single().WorksUntil;

    private static EventStore.Decision Issue(Agency agency, int key, IssueApiKey.Request? request = null) =>
        IssueApiKey.Decide(agency, Fire, Key(key), "abcdefgh", request ?? IssueApiKey.Request.Whole, [Woking, Elsewhere], Now);

    private static EventStore.Decision Replace(Agency agency, ReplaceApiKey.Request request, DateTimeOffset now) =>
        ReplaceApiKey.Decide(agency, Fire, Key(1), Key(2), "ijkmnpqr", request, now);

    private static IssueApiKey.Request Asked(DateOnly? expiresOn = null, int[]? schools = null, int[]? authorities = null, string[]? reasons = null, string[]? urgencies = null) =>
        new(expiresOn, schools ?? [], authorities ?? [], reasons ?? [], urgencies ?? []);

    private static Given<Agency> Agency(params object[] events) => new(Agencies.Agency.Aggregate, events);

    private static ApiKeyId Key(int number) => ApiKeyId.Of(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    private static ApiKeyIssuedV2 Issued(int number) => new(Fire, Key(number), "abcdefgh", KeyScope.Whole, Now.AddDays(365), Now);
}
