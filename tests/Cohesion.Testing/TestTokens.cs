using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Testing;

/// <summary>Stands in for access: an ES256 key of its own, the metadata and key set that services read, and a token for whoever a test wants to be.</summary>
public sealed class TestTokens : IAsyncDisposable
{
    public const string Issuer = "https://cohesion/access";

    private readonly ConcurrentBag<string> revoked = [];
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication site;

    private TestTokens(WebApplication site) => this.site = site;

    /// <summary>What a service's Tokens:Authority is set to.</summary>
    public Uri Authority => new(site.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<TestTokens> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var tokens = new TestTokens(builder.Build());
        tokens.site.MapGet("/access/.well-known/openid-configuration", () =>
            Results.Text($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{tokens.Authority}}access/.well-known/jwks.json"}""", "application/json"));
        tokens.site.MapGet("/access/.well-known/jwks.json", () => Results.Text(tokens.KeySet(), "application/json"));
        tokens.site.MapGet("/access/.well-known/revocations.json", () => Results.Json(tokens.revoked));
        await tokens.site.StartAsync(ct);
        return tokens;
    }

    /// <summary>Someone who acts in schools: teacher, cohesion lead, data manager, head, governor.</summary>
    public string TokenFor(Role role, params int[] schools) => TokenFor(new Person(role, Schools: schools));

    /// <summary>Puts a session, membership or person on the list of those whose tokens are refused.</summary>
    public void Revoke(string id) => revoked.Add(id);

    /// <summary>A token for every service, or for <paramref name="audience"/> alone.</summary>
    public string TokenFor(
        Person person, DateTimeOffset? expires = null, ECDsa? signedWith = null, string? audience = null, DateTimeOffset? notBefore = null, string? session = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = person.Id,
            ["name"] = person.Name,
            ["role"] = RoleNames.Of(person.Role),
            ["school"] = person.Schools.Select(urn => $"{urn}").ToArray(),
            ["trust"] = person.Trusts.ToArray(),
            ["la"] = person.LocalAuthorities.Select(code => $"{code}").ToArray(),
            ["sid"] = session ?? "session-of-" + person.Id,
            ["aud"] = audience is null ? SessionTokens.Audiences : [audience],
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Claims = claims,
            NotBefore = (notBefore ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcDateTime,
            Expires = (expires ?? new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcDateTime,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(signedWith ?? key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        key.Dispose();
    }

    private string KeySet()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""
            {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"test","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}]}
            """;
    }
}

/// <summary>Who a test is: a role and where it may act.</summary>
public sealed record Person(
    Role Role, IReadOnlyList<int>? Schools = null, IReadOnlyList<string>? Trusts = null, IReadOnlyList<int>? LocalAuthorities = null, string? Id = null, string? Name = null)
{
    public IReadOnlyList<int> Schools { get; } = Schools ?? [];

    public IReadOnlyList<string> Trusts { get; } = Trusts ?? [];

    public IReadOnlyList<int> LocalAuthorities { get; } = LocalAuthorities ?? [];

    public string Id { get; } = Id ?? "person-" + RoleNames.Of(Role);

    public string Name { get; } = Name ?? "Test " + RoleNames.Spoken(Role);
}
