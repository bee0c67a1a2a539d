using System.Security.Claims;
using System.Text.Encodings.Web;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key that was presented, as far as it is known: its agency, its hash, whether it is neither revoked nor at its end, and what it opens.</summary>
public sealed record PresentedKey(
    Guid KeyId, string? Pepper, string Hash, DateTimeOffset? LastUsedAt, string Prefix, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, bool Works,
    IReadOnlyList<int> KeySchools, IReadOnlyList<int> KeyLocalAuthorities, IReadOnlyList<string> KeyReasons, IReadOnlyList<string> KeyUrgencies,
    Guid AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities, IReadOnlyList<string> Reasons);

/// <summary>Lets an agency in by its key in the header X-Api-Key; revoked, expired, unknown and wrong keys all go the same way and get the same 401.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Database database, ApiKeyPeppers peppers, KeyUses uses, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers[ApiKey.Header].ToString();
        if (text.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        using var _ = DataScope.Beyond("a key is looked for to find out whose it is");
        var now = clock.GetUtcNow();
        var prefix = ApiKey.PrefixOf(text);
        var key = prefix is not null
            ? await database.FindAsync("Agencies.FindPresentedKey.sql", RowsJson.Default.PresentedKey, [prefix, now], Context.RequestAborted)
            : null;
        var matches = peppers.Matches(text, key is null ? null : new KeyHash(key.Pepper, Convert.FromBase64String(key.Hash)));
        if (key is null || !(matches & key.Works))
        {
            Logger.KeyRefused(prefix ?? "?");
            return AuthenticateResult.Fail("This key does not work.");
        }

        NoteUse(key, text, now);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new AgencyIdentity(ReferringAgency.Of(key))), Scheme.Name));
    }

    private void NoteUse(PresentedKey key, string text, DateTimeOffset now)
    {
        var hash = key.Pepper == peppers.Newest ? null : peppers.Hash(text);
        if (hash is not null || key.LastUsedAt is null || now - key.LastUsedAt >= KeyUses.Every)
        {
            uses.Note(new KeyUse(key.KeyId, now, hash));
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = $"ApiKey header=\"{ApiKey.Header}\"";
        return Task.CompletedTask;
    }
}
