using System.Net;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Hosting.Api;

public sealed class Old_and_revoked_tokens(EchoService service) : IClassFixture<EchoService>
{
    private static readonly Person Teacher = new(Role.Teacher, [125123]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/echo/page?week=2", "/access/session/renew?returnUrl=%2Fecho%2Fpage%3Fweek%3D2")]
    [InlineData("POST", "/echo/form", "/access/session/renew?returnUrl=%2Fecho%2Fform")]
    public async Task An_old_token_with_a_session_is_renewed_and_what_was_sent_is_sent_again(string method, string path, string renewal)
    {
        var reply = await SendAsync(method, path, service.Tokens.TokenFor(Teacher, expires: TimeProvider.System.GetUtcNow().AddMinutes(-5)), withSession: true);

        Assert.Equal((HttpStatusCode.TemporaryRedirect, renewal), (reply.Status, reply.Location));
    }

    [Fact]
    public async Task An_old_token_without_a_session_means_signing_in()
    {
        var old = service.Tokens.TokenFor(Teacher, expires: TimeProvider.System.GetUtcNow().AddMinutes(-5));

        Assert.Equal("/access/sign-in?returnUrl=%2Fecho%2Fpage", (await SendAsync("GET", "/echo/page", old, withSession: false)).Location);
        (await SendAsync("POST", "/echo/form", old, withSession: false)).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("session-1", "session-1", null)]
    [InlineData("person-2", null, "person-2")]
    public async Task A_token_whose_session_or_person_is_revoked_is_refused_within_a_minute(string revoked, string? session, string? person)
    {
        var token = service.Tokens.TokenFor(new Person(Role.Teacher, [125123], Id: person), session: session);
        (await SendAsync("GET", "/echo/page", token, withSession: false)).Expect(HttpStatusCode.OK);

        service.Tokens.Revoke(revoked);

        await Eventually.IsTrueAsync(
            async () => (await SendAsync("GET", "/echo/page", token, withSession: false)).Status == HttpStatusCode.Redirect, "the token to be refused", Ct, TimeSpan.FromSeconds(60));
    }

    private async Task<Reply> SendAsync(string method, string path, string token, bool withSession)
    {
        using var browser = service.With(token);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", $"cohesion-session={token}" + (withSession ? "; cohesion-session-id=secret" : ""));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Accept", "text/html");
        using (request)
        {
            using var response = await browser.Http.SendAsync(request, Ct);
            return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(Ct), response.Headers, response.Content.Headers);
        }
    }
}
