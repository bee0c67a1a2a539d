using System.Globalization;
using Cohesion.Access.Keys;
using Cohesion.Access.Sessions;
using Cohesion.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cohesion.Access.SignIn;

/// <summary>Writes who acts, and where, into a signed session token (JWT, ES256) that is good for some minutes.</summary>
public sealed class SessionTokenIssuer(SigningKeys keys, IOptions<TokensOptions> tokens, IOptions<SessionsOptions> sessions, TimeProvider clock)
{
    public TimeSpan Lifetime => sessions.Value.Token;

    /// <summary>A token for one caller in one session.</summary>
    /// <param name="session">Id of the session, by which the token can be revoked.</param>
    /// <param name="audiences">The services that may take it.</param>
    public async Task<string> IssueAsync(ActingCaller acting, string session, IReadOnlyList<string> audiences, CancellationToken ct)
    {
        var (caller, now) = (acting.Caller, clock.GetUtcNow());
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["aud"] = audiences.ToArray(),
            ["sub"] = caller.PersonId,
            ["name"] = caller.Name,
            ["role"] = RoleNames.Of(caller.Role),
            ["school"] = caller.Schools.Select(Text).ToArray(),
            ["trust"] = caller.Trusts.ToArray(),
            ["la"] = caller.LocalAuthorities.Select(Text).ToArray(),
            ["sid"] = session,
            ["jti"] = Guid.CreateVersion7(now).ToString("N"),
        };
        if (acting.MembershipTokenId is { } membership)
        {
            claims["mid"] = membership;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = tokens.Value.Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = await keys.CurrentAsync(ct),
            Claims = claims,
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
