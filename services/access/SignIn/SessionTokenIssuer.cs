using Cohesion.Access.Keys;
using Cohesion.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.SignIn;

/// <summary>Writes a caller into a signed session token (JWT, ES256).</summary>
public sealed class SessionTokenIssuer(SigningKeys keys, IOptions<TokensOptions> tokens, TimeProvider clock)
{
    /// <summary>A school day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public async Task<string> IssueAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = tokens.Value.Issuer,
            Audience = tokens.Value.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = await keys.CurrentAsync(ct),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = caller.PersonId,
                ["name"] = caller.Name,
                ["role"] = RoleNames.Of(caller.Role),
                ["school"] = caller.Schools.Select(urn => urn.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
                ["trust"] = caller.Trusts.ToArray(),
                ["la"] = caller.LocalAuthorities.Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
                ["jti"] = Guid.CreateVersion7(now).ToString("N"),
            },
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
