using Cohesion.Access.People;
using Cohesion.Access.Providers;
using Cohesion.Access.Schools;
using Cohesion.Access.Sessions;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>The sign-in page: the organisations' own accounts, and in Development the demo people.</summary>
public static class SignInToCohesion
{
    private const int SchoolsOffered = 12;
    internal const string Home = "/activity/";

    public static void Map(WebApplication app)
    {
        app.MapGet("/", () => TypedResults.Redirect(Home)).AllowAnonymous();
        app.MapGet("/access", () => TypedResults.Redirect(SessionTokens.SignInPath)).AllowAnonymous();
        if (app.Environment.IsDevelopment())
        {
            app.MapGet(SessionTokens.SignInPath, ShowAsync).AllowAnonymous();
            app.MapPost(SessionTokens.SignInPath, HandleAsync).AllowAnonymous().DisableAntiforgery().LimitSignIn();
        }
        else
        {
            app.MapGet(SessionTokens.SignInPath, ShowProviders).AllowAnonymous();
        }
    }

    private static IResult ShowProviders(string? returnUrl, SignInProviders providers) => providers.All.Count == 0
        ? new RazorComponentResult<SignInNotSetUp>()
        : new RazorComponentResult<ChooseProviderPage>(new { Providers = providers.All, ReturnUrl = returnUrl });

    private static async Task<RazorComponentResult> ShowAsync(string? returnUrl, string? search, KnownSchools schools, SignInProviders providers, CancellationToken ct) =>
        Page(returnUrl, search, await schools.SearchAsync(search?.Trim() ?? "", SchoolsOffered, ct), providers, []);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> HandleAsync(
        HttpContext context, KnownSchools schools, SignInProviders providers, BrowserSession browser, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var (returnUrl, search) = (form["returnUrl"].ToString(), form["search"].ToString());
        var person = DemoPeople.Find(form["person"]);
        var school = int.TryParse(form["school"], out var urn) ? await schools.FindAsync(urn, ct) : null;
        if (person is not null && DemoScope.Of(person, school) is { } caller)
        {
            var session = await browser.StartAsync(context, person.Id, null, null, school?.Urn, ct);
            await browser.BeginAsync(context, session, new ActingCaller(caller, null), ct);
            return TypedResults.Redirect(IsOwnPath(returnUrl) ? returnUrl : Home);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page(returnUrl, search, await schools.SearchAsync(search, SchoolsOffered, ct), providers, [Missing(person, school)]);
    }

    /// <summary>Only a path of this site; "//host" and "/\host" would lead away.</summary>
    internal static bool IsOwnPath(string? url) => url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);

    private static Fault Missing(DemoPerson? person, KnownSchool? school) => (person, school) switch
    {
        (null, _) => new Fault("person", "required", "Choose who to be"),
        (_, null) => new Fault("school", "required", "Choose a school"),
        _ => new Fault("school", "no-trust", "Choose a school that is in a trust, or be someone else"),
    };

    private static RazorComponentResult Page(string? returnUrl, string? search, IReadOnlyList<KnownSchool> schools, SignInProviders providers, IReadOnlyList<Fault> faults) =>
        new RazorComponentResult<SignInPage>(new { ReturnUrl = returnUrl, Search = search, Schools = schools, Providers = providers.All, Faults = faults });
}
