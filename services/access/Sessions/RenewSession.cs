using Cohesion.Access.SignIn;
using Cohesion.Hosting;

namespace Cohesion.Access.Sessions;

/// <summary>
/// Where a service sends a browser whose token is old: it gets a new one and goes on to where it was going, by 307, so that a form that was being sent
/// is sent again and nothing typed is lost.
/// </summary>
public static class RenewSession
{
    public static void Map(WebApplication app) => app.MapMethods(SessionTokens.RenewPath, ["GET", "POST"], HandleAsync).AllowAnonymous().DisableAntiforgery().LimitSignIn();

    private static async Task HandleAsync(
        string? returnUrl, HttpContext context, BrowserSession browser, ActingCallers callers, CancellationToken ct)
    {
        var wanted = SignInToCohesion.IsOwnPath(returnUrl) ? returnUrl! : SignInToCohesion.Home;
        if (await browser.FindAsync(context, ct) is not { } session)
        {
            BrowserSession.Forget(context);
            SeeOther(context, $"{SessionTokens.SignInPath}?returnUrl={Uri.EscapeDataString(HttpMethods.IsGet(context.Request.Method) ? wanted : SignInToCohesion.Home)}");
        }
        else if (await callers.OfAsync(session, ct) is not { } acting)
        {
            SeeOther(context, "/access/places");
        }
        else
        {
            await browser.LetInAsync(context, session, acting, ct);
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = wanted;
        }
    }

    private static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }
}
