using System.Net;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Access.Api;

public sealed class Signing_in_with_a_provider(AccessWithProviders access) : IClassFixture<AccessWithProviders>
{
    private const string Trust = "provider-trust";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invited_person_signs_in_acts_and_signs_out_of_both()
    {
        var urn = await SchoolAsync(410001);
        await InviteAsync(urn, "whole@school.example", Role.OrganisationAdministrator);
        var page = await Browser.OpenAsync(access.Address, width: 390);

        await page.GotoAsync($"/access/sign-in?returnUrl=/access/members/{urn}");
        await Browser.AxeFindsNothingAsync(page);
        await page.GetByText("Sign in with " + AccessWithProviders.AccountName).ClickAsync();
        await page.FillAsync("input[name=login]", "whole@school.example");
        await page.FillAsync("input[name=password]", "any");
        await page.Keyboard.PressAsync("Enter");
        await Browser.ComesToAsync(page, $"/access/members/{urn}");
        Assert.Contains("Pat whole", await page.InnerTextAsync("header"), StringComparison.Ordinal);

        await page.GetByText("Sign out").ClickAsync();
        await Browser.ComesToAsync(page, access.Provider + "session/end");
        Assert.DoesNotContain("whole", page.Url, StringComparison.OrdinalIgnoreCase);
        await page.ClickAsync("button[value=yes]");
        await Browser.ComesToAsync(page, "/access/signed-out");
        await Browser.AxeFindsNothingAsync(page);

        await page.GotoAsync($"/access/members/{urn}");
        Assert.Contains("/access/sign-in", page.Url, StringComparison.Ordinal);
        await page.GetByText("Sign in with " + AccessWithProviders.AccountName).ClickAsync();
        await Assertions.Expect(page.Locator("input[name=password]")).ToBeVisibleAsync(); // the provider asks again who it is
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("other-key")]
    [InlineData("unsigned")]
    [InlineData("key-as-secret")]
    [InlineData("client-secret")]
    [InlineData("other-audience")]
    [InlineData("other-party")]
    [InlineData("other-issuer")]
    [InlineData("other-nonce")]
    [InlineData("no-nonce")]
    [InlineData("expired")]
    [InlineData("endless")]
    public async Task An_id_token_that_cannot_be_trusted_lets_nobody_in(string fault)
    {
        var urn = await SchoolAsync(410002);
        await InviteAsync(urn, fault + "@school.example", Role.Teacher);
        using var visitor = new Visitor(access.Address);

        var seen = await visitor.SignInAsync(fault + "@school.example", Ct);

        Assert.Equal(HttpStatusCode.BadRequest, seen.Status);
        Assert.Contains("could not be trusted", seen.Text, StringComparison.Ordinal);
        Assert.False(visitor.IsSignedIn);
        await Eventually.IsTrueAsync(
            async () => await access.Surroundings.Database.ScalarAsync<long>("select count(*) from access.audit_rows where chain = 'platform' and act = 'signed-in' and outcome = 'refused' and who = 'unknown-person'", Ct) > 0,
            "the refusal to be on record", Ct);
        Assert.Equal(0, await access.Surroundings.Database.ScalarAsync<long>($"select count(*) from access.audit_rows where chain = '{urn}' and act = 'signed-in'", Ct));
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        var urn = await SchoolAsync(410003);
        await InviteAsync(urn, "once@school.example", Role.Teacher);
        using var visitor = new Visitor(access.Address);
        var back = await visitor.ComeBackAsync("once@school.example", Ct);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync(back.ToString(), Ct)).Status);
        Assert.Equal("teacher", await access.Surroundings.Database.ScalarAsync<string>($"select string_agg(role, ' ') from access.audit_rows where chain = '{urn}' and act = 'signed-in' and outcome = 'done'", Ct));

        var again = await visitor.GetAsync(back.ToString(), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("Start signing in again", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_counts_only_in_the_browser_that_asked_and_with_its_own_state()
    {
        using var visitor = new Visitor(access.Address);
        using var other = new Visitor(access.Address);
        var back = await visitor.ComeBackAsync("state@school.example", Ct);
        await other.GetAsync("/access/sign-in/with/school", Ct);

        var stolen = await other.GetAsync(back.ToString(), Ct);
        var changed = await visitor.GetAsync(back.ToString().Replace("state=", "state=x", StringComparison.Ordinal), Ct);
        var elsewhere = await visitor.GetAsync(back.ToString().Replace("/back/school", "/back/away", StringComparison.Ordinal), Ct);

        Assert.All([stolen, changed, elsewhere], seen => Assert.Equal(HttpStatusCode.BadRequest, seen.Status));
        Assert.False(visitor.IsSignedIn || other.IsSignedIn);
    }

    [Theory]
    [InlineData("iss=https%3A%2F%2Felsewhere.example")]
    [InlineData("nothing=said")]
    public async Task An_answer_must_say_that_it_is_from_the_provider_that_was_asked(string instead)
    {
        using var visitor = new Visitor(access.Address);
        var back = await visitor.ComeBackAsync("issuer@school.example", Ct);
        var query = string.Join('&', back.Query.TrimStart('?').Split('&').Select(part => part.StartsWith("iss=", StringComparison.Ordinal) ? instead : part));

        var seen = await visitor.GetAsync(back.AbsolutePath + "?" + query, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, seen.Status);
        Assert.False(visitor.IsSignedIn);
    }

    [Fact]
    public async Task A_provider_may_change_its_key()
    {
        var urn = await SchoolAsync(410004);
        await InviteAsync(urn, "rotated@school.example", Role.Teacher);
        using (var before = new Visitor(access.Address))
        {
            Assert.Equal(HttpStatusCode.Redirect, (await before.SignInAsync("rotated@school.example", Ct)).Status);
        }

        await access.RotateProviderKeyAsync(Ct);

        // Asked for its keys a moment ago, access does not ask again at once: whoever sends wrong keys must not make it.
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var after = new Visitor(access.Address);
                return (await after.SignInAsync("rotated@school.example", Ct)).Status == HttpStatusCode.Redirect;
            },
            "the new key", Ct);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_in_words()
    {
        using var visitor = new Visitor(access.Address);

        var seen = await visitor.GetAsync("/access/sign-in/with/away", Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, seen.Status);
        Assert.True(seen.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("an account far away cannot be reached", seen.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/access/sign-in/with/nobody", Ct)).Status);
    }

    [Fact]
    public async Task Nobody_comes_in_who_was_not_invited_by_an_address_that_the_provider_vouches_for()
    {
        var urn = await SchoolAsync(410005);
        await InviteAsync(urn, "unverified@school.example", Role.Teacher);
        await InviteAsync(urn, "silent@school.example", Role.Teacher);
        using var stranger = new Visitor(access.Address);
        using var unverified = new Visitor(access.Address);
        using var silent = new Visitor(access.Address);

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.SignInAsync("stranger@school.example", Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await unverified.SignInAsync("unverified@school.example", Ct)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await silent.SignInAsync("silent@school.example", Ct)).Status); // its address comes from the user-info endpoint
        Assert.False(stranger.IsSignedIn || unverified.IsSignedIn);
        Assert.True(silent.IsSignedIn);
    }

    [Fact]
    public async Task An_address_opens_one_account_only()
    {
        var urn = await SchoolAsync(410006);
        await InviteAsync(urn, "first@school.example", Role.Teacher);
        using var first = new Visitor(access.Address);
        using var second = new Visitor(access.Address);
        Assert.Equal(HttpStatusCode.Redirect, (await first.SignInAsync("first@school.example", Ct)).Status);

        var seen = await second.SignInAsync("FIRST@school.example", Ct); // to the provider another account with the same address

        Assert.Equal(HttpStatusCode.Forbidden, seen.Status);
        Assert.False(second.IsSignedIn);
    }

    [Fact]
    public async Task Addresses_and_names_are_sealed_in_events()
    {
        var urn = await SchoolAsync(410007);
        await InviteAsync(urn, "sealed@school.example", Role.Teacher);
        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("sealed@school.example", Ct);

        var plain = await access.Surroundings.Database.ScalarAsync<long>("select count(*) from access.mt_events where data::text ilike '%sealed@%' or data::text ilike '%pat sealed%'", Ct);
        var linked = await access.Surroundings.Database.ScalarAsync<long>("select count(*) from access.people where email = 'sealed@school.example' and name = 'Pat sealed'", Ct);

        Assert.Equal((0L, 1L), (plain, linked));
    }

    [Theory]
    [InlineData("Authority", "http://provider.example", "https")]
    [InlineData("ClientId", "", "ClientId")]
    [InlineData("ClientSecret", "", "ClientSecret")]
    [InlineData("ClientSecretFile", "/no/such/file", "ClientSecret")]
    [InlineData("Scopes", "email", "openid")]
    public async Task A_service_with_a_provider_that_could_not_work_does_not_start(string setting, string value, string says)
    {
        await using var broken = new Misconfigured(setting, value) { Shared = access.Surroundings };

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => broken.StartAsync(Ct));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<int> SchoolAsync(int urn)
    {
        await access.KnowAsync(urn, Trust, Ct);
        return urn;
    }

    private Task<Guid> InviteAsync(int urn, string email, Role role) =>
        access.InviteAsync(new Person(Role.OrganisationAdministrator, [urn]), $"{urn}", email, role, Ct);

    private sealed class Misconfigured(string setting, string value) : ServiceUnderTest<AccessJson>
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SignIn:Providers:school:Authority"] = "https://provider.example",
            ["SignIn:Providers:school:ClientId"] = "cohesion",
            ["SignIn:Providers:school:ClientSecret"] = "secret",
            ["SignIn:Providers:school:DisplayName"] = "your account",
            ["SignIn:Providers:school:" + setting] = value,
        };
    }
}
