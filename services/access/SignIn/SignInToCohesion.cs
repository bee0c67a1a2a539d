using Cohesion.Access.People;
using Cohesion.Access.Schools;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>The sign-in page. In Development it offers the demo people; elsewhere the organisation's own sign-in will stand here.</summary>
public static class SignInToCohesion
{
    private const int SchoolsOffered = 12;
    private const string Home = "/activity/";

    public static void Map(WebApplication app)
    {
        app.MapGet("/", () => TypedResults.Redirect(Home)).AllowAnonymous();
        app.MapGet("/access", () => TypedResults.Redirect(SessionTokens.SignInPath)).AllowAnonymous();
        if (app.Environment.IsDevelopment())
        {
            app.MapGet(SessionTokens.SignInPath, ShowAsync).AllowAnonymous();
            app.MapPost(SessionTokens.SignInPath, HandleAsync).AllowAnonymous().DisableAntiforgery();
        }
        else
        {
            app.MapGet(SessionTokens.SignInPath, () => new RazorComponentResult<SignInNotSetUp>()).AllowAnonymous();
        }
    }

    private static async Task<RazorComponentResult> ShowAsync(string? returnUrl, string? search, KnownSchools schools, CancellationToken ct) =>
        Page(returnUrl, search, await schools.SearchAsync(search?.Trim() ?? "", SchoolsOffered, ct), []);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> HandleAsync(
        HttpContext context, KnownSchools schools, SessionTokenIssuer issuer, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var (returnUrl, search) = (form["returnUrl"].ToString(), form["search"].ToString());
        var person = DemoPeople.Find(form["person"]);
        var school = int.TryParse(form["school"], out var urn) ? await schools.FindAsync(urn, ct) : null;
        if (person is not null && DemoScope.Of(person, school) is { } caller)
        {
            context.Response.Cookies.Append(SessionTokens.Cookie, await issuer.IssueAsync(caller, ct), Cookie(context, SessionTokenIssuer.Lifetime));
            return TypedResults.Redirect(IsOwnPath(returnUrl) ? returnUrl : Home);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page(returnUrl, search, await schools.SearchAsync(search, SchoolsOffered, ct), [Missing(person, school)]);
    }

    internal static CookieOptions Cookie(HttpContext context, TimeSpan lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = lifetime, IsEssential = true };

    /// <summary>Only a path of this site; "//host" and "/\host" would lead away.</summary>
    internal static bool IsOwnPath(string? url) => url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    private static Fault Missing(DemoPerson? person, KnownSchool? school) => (person, school) switch
    {
        (null, _) => new Fault("person", "required", "Choose who to be"),
        (_, null) => new Fault("school", "required", "Choose a school"),
        _ => new Fault("school", "no-trust", "Choose a school that is in a trust, or be someone else"),
    };

    private static RazorComponentResult Page(string? returnUrl, string? search, IReadOnlyList<KnownSchool> schools, IReadOnlyList<Fault> faults) =>
        new RazorComponentResult<SignInPage>(new { ReturnUrl = returnUrl, Search = search, Schools = schools, Faults = faults });
}
