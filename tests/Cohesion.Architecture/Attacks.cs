using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>What is tried against every endpoint of every service, found in its route table: bad tokens, other sites' forms; and what each answer tells a browser.</summary>
public sealed partial class Attacks(House house) : IClassFixture<House>
{
    private const int Urn = 100000;

    private static readonly Person Head = new(Role.Head, [Urn]);

    /// <summary>People who between them may open every page.</summary>
    private static readonly Person[] Insiders =
    [
        new(Role.Administrator), new(Role.TrustAnalyst, Trusts: ["some-trust"]), new(Role.LaOfficer, LocalAuthorities: [936]), Head,
        new(Role.DataManager, [Urn]), new(Role.OrganisationAdministrator, [Urn], ["some-trust"], [936]),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<Door> Guarded => house.Doors.Where(door => door.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

    [Fact]
    public async Task No_service_takes_a_bad_token()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (now, good) = (TimeProvider.System.GetUtcNow(), house.Tokens.TokenFor(Head));
        var bad = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["of another key"] = house.Tokens.TokenFor(Head, signedWith: stranger),
            ["for another service"] = house.Tokens.TokenFor(Head, audience: "somewhere-else"),
            ["expired"] = house.Tokens.TokenFor(Head, expires: now.AddMinutes(-2)),
            ["not yet valid"] = house.Tokens.TokenFor(Head, notBefore: now.AddMinutes(5)),
            ["unsigned"] = Unsigned(good),
            ["with another's claims"] = string.Join('.', good.Split('.')[0], house.Tokens.TokenFor(new Person(Role.Administrator)).Split('.')[1], good.Split('.')[2]),
            ["no token"] = "a.b.c",
        };

        var offenders = new List<string>();
        foreach (var door in Guarded)
        {
            foreach (var (what, token) in bad)
            {
                var answer = await house.KnockAsync(door, token, Urn, Ct);
                if (answer.Status is not HttpStatusCode.Unauthorized && answer.Location?.StartsWith("/access/sign-in", StringComparison.Ordinal) is not true)
                {
                    offenders.Add($"{door} with a token {what}: {(int)answer.Status}");
                }
            }
        }

        Nobody.Offends(offenders);
    }

    [Fact]
    public async Task A_token_for_one_service_is_refused_by_every_other()
    {
        var offenders = new List<string>();
        foreach (var door in Guarded)
        {
            var other = SessionTokens.Audiences.First(audience => audience != door.Service);
            var answer = await house.KnockAsync(door, house.Tokens.TokenFor(Head, audience: other), Urn, Ct);
            if (answer.Status is not HttpStatusCode.Unauthorized && answer.Location?.StartsWith("/access/sign-in", StringComparison.Ordinal) is not true)
            {
                offenders.Add($"{door} with a token for {other}: {(int)answer.Status}");
            }
        }

        Nobody.Offends(offenders);
    }

    /// <summary>Access reads its own list; that it tells of what it revokes is among its own tests.</summary>
    [Fact]
    public async Task A_revoked_session_is_refused_by_every_service_within_a_minute()
    {
        var token = house.Tokens.TokenFor(Head, session: "to-be-revoked");
        house.Tokens.Revoke("to-be-revoked");

        foreach (var door in Guarded.Where(door => door.Service != "access" && door.Route.StartsWith("/api/", StringComparison.Ordinal) && door.Method == "GET").DistinctBy(door => door.Service))
        {
            await Eventually.GivesAsync(
                () => house.KnockAsync(door, token, Urn, Ct), answer => answer.Status == HttpStatusCode.Unauthorized, $"{door} to refuse it", Ct, TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task No_service_takes_what_another_site_sends_with_the_cookie()
    {
        var offenders = new List<string>();
        foreach (var door in house.Doors.Where(door => door.Method is not ("GET" or "HEAD" or "OPTIONS")))
        {
            foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("X-Nothing", "neither") })
            {
                using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = door.Address };
                using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.PathTo(Urn, "some-trust", 936)) { Content = new FormUrlEncodedContent([]) };
                request.Headers.TryAddWithoutValidation("Cookie", $"cohesion-session={house.Tokens.TokenFor(Insiders[0])}; cohesion-session-id=x");
                request.Headers.TryAddWithoutValidation(header, value);
                using var response = await http.SendAsync(request, Ct);
                if (response.StatusCode != HttpStatusCode.Forbidden)
                {
                    offenders.Add($"{door} with {header}: {value}: {(int)response.StatusCode}");
                }
            }
        }

        Nobody.Offends(offenders);
    }

    [Fact]
    public async Task Every_answer_keeps_the_browser_to_this_site_and_no_page_has_script_or_style_of_its_own()
    {
        var (offenders, pages) = (new List<string>(), 0);
        foreach (var door in house.Doors.Where(door => door.Method == "GET"))
        {
            foreach (var person in Insiders)
            {
                var answer = await house.KnockAsync(door, house.Tokens.TokenFor(person), Urn, Ct);
                offenders.AddRange(Strict.Where(wanted => !Header(answer, wanted.Name).Contains(wanted.Value, StringComparison.Ordinal)).Select(wanted => $"{door}: no {wanted.Name} {wanted.Value}"));
                if (answer.ContentHeaders.ContentType?.MediaType == "text/html")
                {
                    pages++;
                    offenders.AddRange(Inline().Matches(answer.Text).Select(inline => $"{door} as {person.Role}: {inline.Value}"));
                }
            }
        }

        Nobody.Offends(offenders.Distinct(StringComparer.Ordinal));
        Assert.True(pages > 100, $"Only {pages} pages were seen.");
    }

    private static readonly (string Name, string Value)[] Strict =
    [
        ("Content-Security-Policy", "default-src 'none'"), ("Content-Security-Policy", "script-src 'self';"), ("Content-Security-Policy", "style-src 'self';"),
        ("Content-Security-Policy", "frame-ancestors 'none'"), ("Content-Security-Policy", "form-action 'self'"), ("Content-Security-Policy", "base-uri 'none'"),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp"),
    ];

    private static string Header(Reply answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private static string Unsigned(string token)
    {
        var header = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=');
        return $"{header}.{token.Split('.')[1]}.";
    }

    /// <summary>A script without an address, a style element or attribute, a handler in an attribute, an address that is script.</summary>
    [GeneratedRegex("""<script(?![^>]*\ssrc=)[^>]*>|<style[^>]*>|<[a-z][^>]*\sstyle="[^>]*>|<[a-z][^>]*\son[a-z]+="[^>]*>|(href|action)="javascript:[^>]*>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Inline();
}
