using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cohesion.Engagement.Agencies;

/// <summary>A key that was presented, as far as it is known: its agency and the hash to compare with.</summary>
public sealed record PresentedKey(
    Guid KeyId, string Hash, DateTimeOffset? LastUsedAt, Guid AgencyId, string Name, string Sector, IReadOnlyList<int> Schools, IReadOnlyList<int> LocalAuthorities,
    IReadOnlyList<string> Reasons);

/// <summary>Lets an agency in by its key in the header X-Api-Key; revoked, expired, unknown and wrong keys all get the same 401.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Database database, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);
    private static readonly byte[] NoHash = new byte[32];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = Request.Headers[ApiKey.Header].ToString();
        if (text.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var now = clock.GetUtcNow();
        var prefix = ApiKey.PrefixOf(text);
        var key = prefix is not null
            ? await database.FindAsync("Agencies.FindPresentedKey.sql", RowsJson.Default.PresentedKey, [prefix, now], Context.RequestAborted)
            : null;
        if (!ApiKey.Matches(text, key is null ? NoHash : Convert.FromBase64String(key.Hash)) || key is null)
        {
            Logger.KeyRefused(prefix is not null && prefix.All(char.IsAsciiLetterOrDigit) ? prefix : "?");
            return AuthenticateResult.Fail("This key does not work.");
        }

        if (key.LastUsedAt is null || now - key.LastUsedAt > NoteUseEvery)
        {
            await database.RunAsync("Agencies.NoteKeyUse.sql", [key.KeyId, now], Context.RequestAborted);
        }

        var agency = new ReferringAgency(AgencyId.Of(key.AgencyId), key.Name, key.Sector, key.Schools, key.LocalAuthorities, key.Reasons);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new AgencyIdentity(agency)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = $"ApiKey header=\"{ApiKey.Header}\"";
        return Task.CompletedTask;
    }
}
