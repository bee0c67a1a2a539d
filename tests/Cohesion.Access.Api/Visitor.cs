using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>A browser as far as cookies, redirects and forms go, without a window.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient http;

    public Visitor(Uri site)
    {
        Site = site;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies });
        http.DefaultRequestHeaders.Add("Accept", "text/html,*/*;q=0.8");
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    public Uri Site { get; }

    public CookieContainer Cookies { get; } = new();

    public string? Cookie(string name) => Cookies.GetCookies(Site)[name]?.Value;

    public bool IsSignedIn => Cookie("cohesion-session") is { Length: > 0 };

    public Task<Seen> GetAsync(string path, CancellationToken ct) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Site, path)), ct);

    public Task<Seen> SubmitAsync(string path, CancellationToken ct, params (string Name, string Value)[] fields) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(Site, path)) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) }, ct);

    /// <summary>Signs in at the provider and stops before the address that it sends the browser back to.</summary>
    public async Task<Uri> ComeBackAsync(string login, CancellationToken ct, string returnUrl = "/access/places")
    {
        var page = await FollowAsync(await GetAsync("/access/sign-in/with/school?returnUrl=" + Uri.EscapeDataString(returnUrl), ct), ct);
        for (var step = 0; page.Next is null && step < 3; step++)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var form = FormAction().Match(page.Text).Groups["to"].Value;
            page = await FollowAsync(await SendAsync(new HttpRequestMessage(HttpMethod.Post, form)
            {
                Content = new FormUrlEncodedContent(
                [KeyValuePair.Create("prompt", "login"), KeyValuePair.Create("login", login), KeyValuePair.Create("password", "any")])
            }, ct), ct);
        }

        return page.Next!;
    }

    /// <summary>The whole way in; what access answers at the end.</summary>
    public async Task<Seen> SignInAsync(string login, CancellationToken ct) => await GetAsync((await ComeBackAsync(login, ct)).ToString(), ct);

    public async Task<Seen> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, ct);
            var next = response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null;
            return new Seen(response.StatusCode, await response.Content.ReadAsStringAsync(ct), next, response.Headers);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Follows redirects until a page, or until access is asked to finish the sign-in.</summary>
    private async Task<Seen> FollowAsync(Seen seen, CancellationToken ct)
    {
        while (seen.Next is { } next && !next.AbsolutePath.StartsWith("/access/sign-in/back/", StringComparison.Ordinal))
        {
            seen = await GetAsync(next.ToString(), ct);
        }

        return seen;
    }

    [GeneratedRegex("<form[^>]* action=\"(?<to>[^\"]+)\"")]
    private static partial Regex FormAction();
}

/// <summary>An answer, read whole.</summary>
public sealed record Seen(HttpStatusCode Status, string Text, Uri? Next, System.Net.Http.Headers.HttpResponseHeaders Headers);
