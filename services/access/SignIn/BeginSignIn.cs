using Cohesion.Access.Providers;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Sends a browser to the organisation's own sign-in, with what its answer must match.</summary>
public static class BeginSignIn
{
    /// <summary>Tells this browser from others while it is away; not what anybody is signed in by.</summary>
    internal const string BrowserCookie = "cohesion-sign-in";

    private const int LongestReturnUrl = 2000;

    public static void Map(WebApplication app) => app.MapGet("/access/sign-in/with/{provider}", HandleAsync).AllowAnonymous().LimitSignIn();

    internal static string ReturnTo(HttpRequest request, string provider) => $"{request.Scheme}://{request.Host}/access/sign-in/back/{provider}";

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SignInFailedPage>, ProblemHttpResult>> HandleAsync(
        string provider, string? returnUrl, HttpContext context, SignInProviders providers, SignInAttempts attempts, ILogger<Provider> logger, CancellationToken ct)
    {
        if (providers.Find(provider) is not { } known)
        {
            return Problems.NotFound();
        }

        var (challenge, cookie) = (Challenge.New(), SessionCookies.Named(context.Request, BrowserCookie));
        var browser = context.Request.Cookies[cookie] is { Length: 43 } before ? before : Challenge.Secret();
        try
        {
            var address = await known.AuthorizationAsync(challenge, ReturnTo(context.Request, provider), ct);
            var wanted = SignInToCohesion.IsOwnPath(returnUrl) && returnUrl!.Length <= LongestReturnUrl ? returnUrl : SignInToCohesion.Home;
            await attempts.BeginAsync(challenge, browser, provider, wanted, ct);
            context.Response.Cookies.Append(cookie, browser, SessionCookies.Flags(context.Request, SignInAttempts.Lasts));
            return TypedResults.Redirect(address);
        }
        catch (ProviderAwayException away)
        {
            logger.ProviderAway(provider, away.InnerException?.GetType().Name ?? "wrong issuer");
            return SignInFailedPage.Away(context, known);
        }
    }
}
