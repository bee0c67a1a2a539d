using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Contracts.Reporting;
using Cohesion.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Cohesion.Access.Api;

public sealed class Signing_in(AccessUnderTest access) : IClassFixture<AccessUnderTest>
{
    private const int Urn = AccessUnderTest.Urn;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_signed_with_a_published_key_and_says_where_one_may_act()
    {
        await KnowSchoolAsync();
        using var anyone = access.Anonymous();
        var token = await TokenAsync(anyone, "head");

        var keys = new JsonWebKeySet((await anyone.GetAsync("/access/.well-known/jwks.json", Ct)).Expect(HttpStatusCode.OK).Text);
        var verdict = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "https://cohesion/access",
            ValidAudience = "activity",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = ["ES256"],
        });

        Assert.True(verdict.IsValid, verdict.Exception?.Message);
        Assert.Equal("head", verdict.Claims["role"]);
        Assert.Equal([$"{Urn}"], verdict.ClaimsIdentity.FindAll("school").Select(claim => claim.Value));
        Assert.Empty(verdict.ClaimsIdentity.FindAll("trust"));
    }

    [Theory]
    [InlineData("trust-analyst", "trust", "ash-trust")]
    [InlineData("la-officer", "la", "936")]
    public async Task Those_who_see_figures_only_act_in_no_school(string person, string claim, string value)
    {
        await KnowSchoolAsync();
        using var anyone = access.Anonymous();

        var token = new JsonWebToken(await TokenAsync(anyone, person));

        Assert.Equal([value], token.Claims.Where(each => each.Type == claim).Select(each => each.Value));
        Assert.DoesNotContain(token.Claims, each => each.Type == "school");
    }

    [Fact]
    public async Task The_same_keys_sign_after_a_restart()
    {
        using var before = access.Anonymous();
        var keys = (await before.GetAsync("/access/.well-known/jwks.json", Ct)).Text;

        await access.StopAsync();
        await access.StartAsync(Ct);

        using var after = access.Anonymous();
        Assert.Equal(keys, (await after.GetAsync("/access/.well-known/jwks.json", Ct)).Text);
        Assert.DoesNotContain("\"d\"", keys, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports/schools/125123", "/reports/schools/125123")]
    [InlineData("//elsewhere.example", "/activity/")]
    [InlineData("/\\elsewhere.example", "/activity/")]
    [InlineData("https://elsewhere.example", "/activity/")]
    [InlineData("", "/activity/")]
    public async Task One_is_sent_back_to_a_page_of_this_site_only(string returnUrl, string sentTo)
    {
        await KnowSchoolAsync();
        using var browser = access.Anonymous();

        var reply = (await browser.SubmitAsync("/access/sign-in", [("person", "teacher"), ("school", $"{Urn}"), ("returnUrl", returnUrl)], Ct)).Expect(HttpStatusCode.Redirect);

        Assert.Equal(sentTo, reply.Location);
    }

    [Fact]
    public async Task The_session_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites()
    {
        await KnowSchoolAsync();
        using var browser = access.Anonymous();

        var reply = await browser.SubmitAsync("/access/sign-in", [("person", "teacher"), ("school", $"{Urn}")], Ct);

        var cookies = reply.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(["cohesion-session", "cohesion-session-id"], cookies.Select(cookie => cookie[..cookie.IndexOf('=')]).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused()
    {
        using var browser = access.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/access/sign-in") { Content = new FormUrlEncodedContent([KeyValuePair.Create("person", "administrator")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "https://elsewhere.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Http.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task What_is_missing_is_said_on_the_page()
    {
        await KnowSchoolAsync();
        using var browser = access.Anonymous();

        var reply = (await browser.SubmitAsync("/access/sign-in", [("school", $"{Urn}")], Ct)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains("Choose who to be", reply.Text, StringComparison.Ordinal);
        Assert.Contains("<title>Error: Sign in", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_fact_about_a_school_does_not_undo_a_newer_one()
    {
        await using var reporting = await MessageProbe.StartAsync(access.Surroundings.VirtualHost, Ct);
        await reporting.PublishAsync(new SchoolListed(AccessUnderTest.School(12, "The newer name"), DateTimeOffset.UnixEpoch), Ct);
        using var anyone = access.Anonymous();
        await Eventually.GivesAsync(() => PageAsync(anyone), page => page.Contains("The newer name", StringComparison.Ordinal), "the newer name", Ct);

        await reporting.PublishAsync(new SchoolListed(AccessUnderTest.School(11, "The older name"), DateTimeOffset.UnixEpoch), Ct);
        await reporting.PublishAsync(new SchoolListed(AccessUnderTest.School(13), DateTimeOffset.UnixEpoch), Ct);

        await Eventually.GivesAsync(() => PageAsync(anyone), page => page.Contains("Ash Grove", StringComparison.Ordinal), "the newest name", Ct);
        Assert.DoesNotContain("The older name", await PageAsync(anyone), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_page_has_nothing_that_axe_would_find(int width)
    {
        await KnowSchoolAsync();
        var page = await Browser.OpenAsync(access.Address, token: null, width);

        foreach (var path in new[] { "/access/sign-in", "/access/accessibility", "/access/privacy" })
        {
            await page.GotoAsync(path);
            await Browser.AxeFindsNothingAsync(page);
        }

        await page.Context.CloseAsync();
    }

    private static async Task<string> PageAsync(ApiClient client) => (await client.GetAsync("/access/sign-in", Ct)).Text;

    private static async Task<string> TokenAsync(ApiClient client, string person) =>
        (await client.PostAsync("/api/v1/session-tokens", new { person, school = Urn }, Ct)).Expect(HttpStatusCode.OK).Json["token"]!.GetValue<string>();

    private async Task KnowSchoolAsync()
    {
        await using var others = await MessageProbe.StartAsync(access.Surroundings.VirtualHost, Ct);
        await others.PublishAsync(new SchoolListed(AccessUnderTest.School(1), DateTimeOffset.UnixEpoch), Ct);
        await others.PublishAsync(new RollImported(Urn, Guid.NewGuid(), 1, 0, 0, 0, 0, DateTimeOffset.UnixEpoch), Ct);
        using var anyone = access.Anonymous();
        await Eventually.GivesAsync(() => PageAsync(anyone), page => page.Contains($"value=\"{Urn}\"", StringComparison.Ordinal), "the school", Ct);
    }
}
