using Cohesion.Access.Providers;
using Cohesion.Access.Sessions;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Ends the session here and everywhere within a minute, and then the provider's own, where it has a place for that (RP-initiated logout).</summary>
public static class SignOut
{
    public const string DonePath = "/access/signed-out";

    public static void Map(WebApplication app)
    {
        app.MapPost("/access/sign-out", HandleAsync).AllowAnonymous().DisableAntiforgery();
        app.MapGet(DonePath, () => new RazorComponentResult<SignedOutPage>()).AllowAnonymous();
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SignedOutPage>>> HandleAsync(
        HttpContext context, BrowserSession browser, SessionList sessions, SignInProviders providers, ILogger<Provider> logger, CancellationToken ct)
    {
        var session = await browser.FindAsync(context, ct);
        BrowserSession.Forget(context);
        if (session is null)
        {
            return TypedResults.Redirect(SessionTokens.SignInPath);
        }

        await sessions.EndAsync(session, ct);
        if (providers.Find(session.Provider) is not { } provider)
        {
            return TypedResults.Redirect(session.Provider is null ? SessionTokens.SignInPath : DonePath);
        }

        // A page between, since a form's answer may not lead to another site; the header takes the browser on without script.
        var onward = await OnwardAsync(context, provider, logger, ct);
        if (onward is not null)
        {
            context.Response.Headers["Refresh"] = "0; url=" + onward;
        }

        return new RazorComponentResult<SignedOutPage>(new { Onward = onward, Provider = provider.DisplayName });
    }

    private static async Task<string?> OnwardAsync(HttpContext context, Provider provider, ILogger<Provider> logger, CancellationToken ct)
    {
        try
        {
            return await provider.EndOfSessionAsync($"{context.Request.Scheme}://{context.Request.Host}{DonePath}", ct);
        }
        catch (ProviderAwayException away)
        {
            logger.ProviderAway(provider.Name, away.InnerException?.GetType().Name ?? "wrong issuer");
            return null;
        }
    }
}
