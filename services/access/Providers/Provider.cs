using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cohesion.Access.Providers;

/// <summary>Whom a provider has proved somebody to be.</summary>
/// <param name="Subject">Never changes for a person at this provider.</param>
/// <param name="Email">Null unless the provider vouches for it.</param>
public sealed record ProvedIdentity(string Provider, string Subject, string? Email, string Name);

/// <summary>What became of a code that a browser brought back.</summary>
public abstract record Proof
{
    private Proof()
    {
    }

    public sealed record Given(ProvedIdentity Identity) : Proof;

    /// <summary>Why nobody has been proved.</summary>
    /// <param name="Reason">A code for the log, never a person's data.</param>
    public sealed record Refused(string Reason) : Proof;
}

/// <summary>A provider cannot be reached, or answers what no provider should.</summary>
public sealed class ProviderAwayException(string provider, Exception? cause) : Exception($"The sign-in provider {provider} does not answer as it should.", cause);

/// <summary>Speaks OpenID Connect with one provider: authorization code with PKCE, nonce and a checked id token.</summary>
public sealed class Provider(string name, ProviderOptions options, HttpClient http, TimeProvider clock)
{
    private readonly ProviderMetadata metadata = new(name, options.Authority, http, clock);

    public string Name => name;

    public string DisplayName => options.DisplayName;

    /// <summary>Where a browser goes to sign in.</summary>
    /// <exception cref="ProviderAwayException">The provider's metadata cannot be had.</exception>
    public async Task<string> AuthorizationAsync(Challenge challenge, string returnTo, CancellationToken ct) =>
        QueryHelpers.AddQueryString((await metadata.ReadAsync(ct)).AuthorizationEndpoint, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = returnTo,
            ["scope"] = options.Scopes,
            ["state"] = challenge.State,
            ["nonce"] = challenge.Nonce,
            ["code_challenge"] = challenge.CodeChallenge,
            ["code_challenge_method"] = "S256",
        });

    /// <summary>Where a browser goes to sign out of the provider too; null where it has no such place. No token goes into the address: it would tell who it was.</summary>
    public async Task<string?> EndOfSessionAsync(string returnTo, CancellationToken ct) =>
        (await metadata.ReadAsync(ct)).EndSessionEndpoint is { Length: > 0 } endpoint
            ? QueryHelpers.AddQueryString(endpoint, new Dictionary<string, string?>(StringComparer.Ordinal) { ["client_id"] = options.ClientId, ["post_logout_redirect_uri"] = returnTo })
            : null;

    /// <summary>Whether an answer that says who it is from (RFC 9207) is from this provider.</summary>
    public async Task<bool> SentAsync(string? issuer, CancellationToken ct)
    {
        var known = await metadata.ReadAsync(ct);
        return issuer is null
            ? !known.AuthorizationResponseIssParameterSupported
            : issuer == known.Issuer;
    }

    /// <summary>Exchanges the code for an id token and checks it.</summary>
    /// <exception cref="ProviderAwayException">The provider does not answer.</exception>
    public async Task<Proof> ProveAsync(string code, Challenge challenge, string returnTo, CancellationToken ct)
    {
        var known = await metadata.ReadAsync(ct);
        if (await ExchangeAsync(known, code, challenge, returnTo, ct) is not { IdToken: { } idToken } tokens)
        {
            return new Proof.Refused("code-refused");
        }

        var check = await IdTokenCheck.RunAsync(idToken, known, options, challenge.Nonce);
        if (check.SignedByUnknownKey && await metadata.ReadAnewAsync(ct) is { } newer)
        {
            check = await IdTokenCheck.RunAsync(idToken, known = newer, options, challenge.Nonce);
        }

        if (check.Claims is not { } claims)
        {
            return new Proof.Refused(check.Fault);
        }

        if (claims.Email is null && known.UserInfoEndpoint is { Length: > 0 } userInfo && tokens.AccessToken is { } accessToken)
        {
            claims = claims.With(await AskUserInfoAsync(userInfo, accessToken, ct), options);
        }

        return new Proof.Given(new ProvedIdentity(name, claims.Subject, claims.VerifiedEmail(options), claims.Name ?? ""));
    }

    private async Task<Tokens?> ExchangeAsync(OpenIdConnectConfiguration known, string code, Challenge challenge, string returnTo, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, known.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = returnTo,
                ["code_verifier"] = challenge.Verifier,
            }),
        };
        var credentials = $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(options.Secret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await metadata.AskAsync(request, AccessJson.Metadata.Tokens, ct);
    }

    private async Task<UserInfo?> AskUserInfoAsync(string address, string accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        var answer = await metadata.AskAsync(request, AccessJson.Metadata.DictionaryStringJsonElement, ct);
        return answer is null ? null : new UserInfo(answer);
    }

    /// <summary>RFC 6749, 5.1, the parts that are used.</summary>
    internal sealed record Tokens(string? IdToken, string? AccessToken);
}
