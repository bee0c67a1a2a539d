using System.Net;
using Cohesion.Access.Keys;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>Access with a clock that tests move; each test class instance has its own service.</summary>
public sealed class AccessWithAClock : AccessUnderTest
{
    public StoppedClock Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider Clock => Time;
}

/// <summary>What a session is from sign-in to its end: cookies, tokens, renewal, revocation, keys.</summary>
public sealed class Being_signed_in : IAsyncLifetime
{
    private const int Urn = 430001;
    private readonly AccessWithAClock access = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await access.InitializeAsync();
        await access.KnowAsync(Urn, "session-trust", Ct);
    }

    public ValueTask DisposeAsync() => access.DisposeAsync();

    [Fact]
    public async Task A_token_lasts_ten_minutes_and_is_renewed_with_what_was_being_sent()
    {
        using var visitor = await SignInAsync();
        var first = new JsonWebToken(visitor.Cookie("cohesion-session"));
        Assert.Equal(TimeSpan.FromMinutes(10), first.ValidTo - first.ValidFrom);

        access.Time.Advance(TimeSpan.FromMinutes(11));
        var page = await visitor.GetAsync("/access/session/renew?returnUrl=" + Uri.EscapeDataString("/activity/schools/1/plans?step=2"), Ct);
        var form = await visitor.SubmitAsync("/access/session/renew?returnUrl=%2Factivity%2Fform", Ct, ("title", "A visit"));

        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/activity/schools/1/plans?step=2"), (page.Status, page.Next!.PathAndQuery));
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "/activity/form"), (form.Status, form.Next!.PathAndQuery)); // 307: the browser sends the form again
        var second = new JsonWebToken(visitor.Cookie("cohesion-session"));
        Assert.True(second.ValidTo > first.ValidTo);
        Assert.Equal(first.GetClaim("sid").Value, second.GetClaim("sid").Value);
    }

    [Fact]
    public async Task A_page_with_an_old_token_and_a_live_session_is_renewed_not_signed_in_again()
    {
        using var visitor = await SignInAsync();
        visitor.Cookies.SetCookies(access.Address, "cohesion-session=" + access.Tokens.TokenFor(Administrator, expires: access.Time.Now.AddHours(-1)) + "; path=/");

        var seen = await visitor.SubmitAsync($"/access/members/{Urn}/invite", Ct, ("email", "kept@school.example"), ("role", "teacher"));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, seen.Status);
        Assert.Equal("/access/session/renew", seen.Next!.AbsolutePath);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task Renewal_leads_nowhere_else(string returnUrl)
    {
        using var visitor = await SignInAsync();

        Assert.Equal("/activity/", (await visitor.GetAsync("/access/session/renew?returnUrl=" + Uri.EscapeDataString(returnUrl), Ct)).Next!.PathAndQuery);
    }

    [Theory]
    [InlineData(89, 6, true)]
    [InlineData(91, 1, false)]
    [InlineData(85, 8, false)]
    public async Task A_session_lasts_while_its_person_is_active_up_to_a_school_day(int minutesBetween, int times, bool lives)
    {
        using var visitor = await SignInAsync();
        Seen? seen = null;
        for (var visit = 0; visit < times; visit++)
        {
            access.Time.Advance(TimeSpan.FromMinutes(minutesBetween));
            seen = await visitor.GetAsync("/access/session/renew?returnUrl=/activity", Ct);
        }

        Assert.Equal(lives ? "/activity" : "/access/sign-in", seen!.Next!.AbsolutePath);
        Assert.Equal(lives, visitor.IsSignedIn);
    }

    [Fact]
    public async Task Signing_out_ends_the_token_too()
    {
        using var visitor = await SignInAsync();
        var token = visitor.Cookie("cohesion-session")!;
        using var thief = new ApiClient(access.Address, token);
        (await thief.GetAsync($"/api/v1/access/members/{Urn}", Ct)).Expect(HttpStatusCode.OK);

        await visitor.SubmitAsync("/access/sign-out", Ct);

        Assert.False(visitor.IsSignedIn);
        (await thief.GetAsync($"/api/v1/access/members/{Urn}", Ct)).Expect(HttpStatusCode.Unauthorized);
        using var anyService = access.Anonymous();
        var revoked = (await anyService.GetAsync("/access/.well-known/revocations.json", Ct)).Expect(HttpStatusCode.OK).Json.AsArray().Select(id => id!.GetValue<string>());
        Assert.Contains(new JsonWebToken(token).GetClaim("sid").Value, revoked);
    }

    [Fact]
    public async Task What_was_revoked_stays_listed_until_the_last_token_has_expired()
    {
        using var visitor = await SignInAsync();
        await visitor.SubmitAsync("/access/sign-out", Ct);
        using var anyService = access.Anonymous();

        access.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.NotEmpty((await anyService.GetAsync("/access/.well-known/revocations.json", Ct)).Json.AsArray());
        access.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty((await anyService.GetAsync("/access/.well-known/revocations.json", Ct)).Json.AsArray());
    }

    [Fact]
    public async Task Behind_https_cookies_are_this_hosts_alone_and_the_browser_is_told_to_stay()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = access.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/access/sign-in") { Content = Form(("person", "organisation-administrator"), ("school", $"{Urn}")) };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await browser.SendAsync(request, Ct);

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(["__Host-cohesion-session", "__Host-cohesion-session-id"], cookies.Select(cookie => cookie[..cookie.IndexOf('=')]).Order(StringComparer.Ordinal));
        Assert.All(cookies, cookie => Assert.All(["secure", "httponly", "samesite=lax", "path=/"], flag => Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(cookies, cookie => cookie.Contains("domain", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Behind_https_a_cookie_that_plain_http_could_have_set_is_not_listened_to()
    {
        using var visitor = await SignInAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = access.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/access/members/{Urn}");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Cookie", "cohesion-session=" + visitor.Cookie("cohesion-session"));

        using var response = await browser.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task A_token_for_another_service_is_not_taken()
    {
        using var anyone = access.Anonymous();
        var body = new { person = "organisation-administrator", school = Urn, audience = "reporting" };
        var token = (await anyone.PostAsync("/api/v1/session-tokens", body, Ct)).Expect(HttpStatusCode.OK).Json["token"]!.GetValue<string>();
        using var client = new ApiClient(access.Address, token);

        Assert.Equal(["reporting"], new JsonWebToken(token).Audiences);
        (await client.GetAsync($"/api/v1/access/members/{Urn}", Ct)).Expect(HttpStatusCode.Unauthorized);
        (await anyone.PostAsync("/api/v1/session-tokens", new { person = "head", school = Urn, audience = "everything" }, Ct)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_until_its_last_token_has_expired()
    {
        var keys = access.Services.GetRequiredService<SigningKeys>();
        var old = await SigningKeyAsync();

        await keys.RotateAsync(Ct);
        Assert.Equal(2, (await PublishedAsync()).Count);
        Assert.Equal(old, await SigningKeyAsync());

        access.Time.Advance(SigningKeys.PublishedAhead + TimeSpan.FromSeconds(1));
        var after = await SigningKeyAsync();
        Assert.NotEqual(old, after);
        Assert.Contains(old, await PublishedAsync());

        access.Time.Advance(TimeSpan.FromMinutes(12));
        await keys.RotateIfOlderAsync(TimeSpan.FromDays(30), Ct); // looks and tidies up
        Assert.Equal([after], await PublishedAsync());

        access.Time.Advance(TimeSpan.FromDays(30));
        await keys.RotateIfOlderAsync(TimeSpan.FromDays(30), Ct);
        Assert.Equal(2, (await PublishedAsync()).Count);
    }

    [Fact]
    public async Task A_key_that_has_become_known_is_forgotten_at_once()
    {
        var old = await SigningKeyAsync();

        await access.Services.GetRequiredService<SigningKeys>().ReplaceAsync(Ct);

        Assert.NotEqual(old, await SigningKeyAsync());
        Assert.DoesNotContain(old, await PublishedAsync());
    }

    private static Person Administrator => new(Role.OrganisationAdministrator, [Urn]);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private async Task<Visitor> SignInAsync()
    {
        var visitor = new Visitor(access.Address);
        var seen = await visitor.SubmitAsync("/access/sign-in", Ct, ("person", "organisation-administrator"), ("school", $"{Urn}"));
        Assert.Equal(HttpStatusCode.Redirect, seen.Status);
        return visitor;
    }

    private async Task<string> SigningKeyAsync()
    {
        using var anyone = access.Anonymous();
        var token = (await anyone.PostAsync("/api/v1/session-tokens", new { person = "head", school = Urn }, Ct)).Expect(HttpStatusCode.OK).Json["token"]!.GetValue<string>();
        return new JsonWebToken(token).Kid;
    }

    private async Task<List<string>> PublishedAsync()
    {
        using var anyone = access.Anonymous();
        return [.. new JsonWebKeySet((await anyone.GetAsync("/access/.well-known/jwks.json", Ct)).Text).Keys.Select(key => key.KeyId)];
    }
}
