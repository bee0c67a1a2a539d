using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Ends the session in this browser.</summary>
public static class SignOut
{
    public static void Map(WebApplication app) => app.MapPost("/access/sign-out", Handle).AllowAnonymous().DisableAntiforgery();

    private static RedirectHttpResult Handle(HttpContext context)
    {
        context.Response.Cookies.Append(SessionTokens.Cookie, "", SignInToCohesion.Cookie(context, TimeSpan.Zero));
        return TypedResults.Redirect(SessionTokens.SignInPath);
    }
}
