using System.Security.Claims;
using System.Text.Json;
using Cohesion.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.Providers;

/// <summary>What a checked id token says of a person.</summary>
internal sealed record IdTokenClaims(string Issued, string Subject, string? Email, bool EmailVerified, string? Name)
{
    public string? VerifiedEmail(ProviderOptions options) => EmailVerified || options.EmailsAreVerified ? Email : null;

    /// <summary>With what the provider's user-info endpoint adds; an answer about somebody else adds nothing (OpenID Connect Core, 5.3.2).</summary>
    public IdTokenClaims With(UserInfo? more, ProviderOptions options) => more is null || more.Text("sub") != Issued ? this : this with
    {
        Email = more.Text(options.EmailClaim),
        EmailVerified = more.IsTrue("email_verified"),
        Name = Name ?? more.Text(options.NameClaim),
    };
}

/// <summary>What the user-info endpoint answers.</summary>
internal sealed record UserInfo(Dictionary<string, JsonElement> Claims)
{
    public string? Text(string claim) => Claims.TryGetValue(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool IsTrue(string claim) => Claims.TryGetValue(claim, out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>The checks of OpenID Connect Core 3.1.3.7: signature, algorithm, issuer, audience, authorised party, times and nonce.</summary>
internal sealed record IdTokenCheck(IdTokenClaims? Claims, string Fault, bool SignedByUnknownKey)
{
    /// <summary>Only signatures that a secret of ours, or no key at all, cannot make.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static async Task<IdTokenCheck> RunAsync(string idToken, OpenIdConnectConfiguration known, ProviderOptions options, string nonce)
    {
        var verdict = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = known.Issuer,
            ValidAudience = options.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = SessionTokens.ClockSkew,
        });
        if (!verdict.IsValid)
        {
            return new IdTokenCheck(null, verdict.Exception.GetType().Name, verdict.Exception is SecurityTokenSignatureKeyNotFoundException);
        }

        var claims = verdict.ClaimsIdentity;
        if (claims.FindFirst("nonce")?.Value != nonce)
        {
            return Refuse("wrong-nonce");
        }

        if (claims.FindFirst("azp") is { } party ? party.Value != options.ClientId : claims.FindAll("aud").Count() > 1)
        {
            return Refuse("wrong-party");
        }

        return claims.FindFirst("sub")?.Value is { Length: > 0 } issued && claims.FindFirst(options.SubjectClaim)?.Value is { Length: > 0 } subject
            ? new IdTokenCheck(Read(claims, issued, subject, options), "", false)
            : Refuse("no-subject");
    }

    private static IdTokenCheck Refuse(string fault) => new(null, fault, false);

    private static IdTokenClaims Read(ClaimsIdentity claims, string issued, string subject, ProviderOptions options) => new(
        issued, subject, claims.FindFirst(options.EmailClaim)?.Value,
        string.Equals(claims.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase), claims.FindFirst(options.NameClaim)?.Value);
}
