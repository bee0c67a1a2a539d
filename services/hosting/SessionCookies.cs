using Microsoft.AspNetCore.Http;

namespace Cohesion.Hosting;

/// <summary>
/// The two cookies of a session: the token, which every service checks for itself, and the session's own secret, which only access reads to renew the
/// token. Behind https both carry the prefix that keeps other hosts and plain http from setting them, and the plain names are not listened to.
/// </summary>
public static class SessionCookies
{
    private const string Prefix = "__Host-";
    private const string TokenName = "cohesion-session";
    private const string SecretName = "cohesion-session-id";

    public static string Token(HttpRequest request) => Named(request, TokenName);

    public static string Secret(HttpRequest request) => Named(request, SecretName);

    /// <summary>The name that a cookie of ours has at this address.</summary>
    public static string Named(HttpRequest request, string name) => request.IsHttps ? Prefix + name : name;

    /// <summary>Unreadable for scripts, not sent by other sites' forms, this host's alone.</summary>
    public static CookieOptions Flags(HttpRequest request, TimeSpan lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/", MaxAge = lifetime, IsEssential = true };

    internal static bool AreIn(HttpRequest request) => request.Cookies.ContainsKey(Token(request)) || request.Cookies.ContainsKey(Secret(request));
}
