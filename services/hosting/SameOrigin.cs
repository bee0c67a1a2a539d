using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>Refuses an unsafe request that a browser sends for another site: the answer to cross-site request forgery, with the cookie's SameSite=Lax.</summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (!IsUnsafe(context.Request) || !FromBrowser(context.Request) || IsSameOrigin(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsUnsafe(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    /// <summary>A header that only a program sets cannot be forged by another site's page; what relies on a cookie, or on a form, can.</summary>
    private static bool FromBrowser(HttpRequest request) =>
        !request.Headers.ContainsKey("Authorization") && !request.Headers.ContainsKey("X-Api-Key")
        && (SessionCookies.AreIn(request) || !request.Path.StartsWithSegments("/api", StringComparison.Ordinal));

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
