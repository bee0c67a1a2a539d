using Cohesion.Access.SignIn;
using Cohesion.Hosting;
using Microsoft.Extensions.Options;

namespace Cohesion.Access.Sessions;

/// <summary>The session of the browser that asks: its cookies are set and taken away here.</summary>
public sealed class BrowserSession(SessionList sessions, SessionTokenIssuer issuer, SignInRecord record, IOptions<SessionsOptions> options)
{
    public Task<Session?> FindAsync(HttpContext context, CancellationToken ct) => sessions.SeeAsync(context.Request.Cookies[SessionCookies.Secret(context.Request)], ct);

    /// <summary>Starts a new session, whatever there was before ends.</summary>
    public async Task<Session> StartAsync(HttpContext context, string personId, string? provider, Guid? membershipId, int? demoSchool, CancellationToken ct)
    {
        if (await FindAsync(context, ct) is { } before)
        {
            await sessions.EndAsync(before, ct);
        }

        var (session, secret) = await sessions.StartAsync(personId, provider, membershipId, demoSchool, ct);
        context.Response.Cookies.Append(SessionCookies.Secret(context.Request), secret, SessionCookies.Flags(context.Request, options.Value.Longest));
        return session;
    }

    /// <summary>Lets somebody begin to act somewhere: that is on record before they have a token.</summary>
    public async Task BeginAsync(HttpContext context, Session session, ActingCaller acting, CancellationToken ct)
    {
        await record.LetInAsync(acting.Caller, session.SessionId);
        await LetInAsync(context, session, acting, ct);
    }

    /// <summary>Gives the browser a fresh token. Its cookie outlives it, so that a service can tell an old token from none.</summary>
    public async Task LetInAsync(HttpContext context, Session session, ActingCaller acting, CancellationToken ct) => context.Response.Cookies.Append(
        SessionCookies.Token(context.Request), await issuer.IssueAsync(acting, session.TokenId, SessionTokens.Audiences, ct), SessionCookies.Flags(context.Request, options.Value.Longest));

    /// <summary>Takes both cookies away.</summary>
    public static void Forget(HttpContext context)
    {
        foreach (var cookie in new[] { SessionCookies.Token(context.Request), SessionCookies.Secret(context.Request) })
        {
            context.Response.Cookies.Append(cookie, "", SessionCookies.Flags(context.Request, TimeSpan.Zero));
        }
    }
}
