using Cohesion.Access.People;
using Cohesion.Access.Schools;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Gives a program the session token of a demo person. Development only: elsewhere the endpoint does not exist.</summary>
public static class IssueDemoToken
{
    /// <summary>Who to be, and where.</summary>
    /// <param name="Person">A role's name, e.g. "data-manager".</param>
    /// <param name="School">URN of an open school; or name a trust or local authority for those who act there.</param>
    public sealed record Request(string? Person, int? School, string? Trust, int? La);

    public sealed record Response(string Token, DateTimeOffset ExpiresAt);

    public static void Map(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapPost("/api/v1/session-tokens", HandleAsync).AllowAnonymous();
        }
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Request request, KnownSchools schools, SessionTokenIssuer issuer, TimeProvider clock, CancellationToken ct)
    {
        if (DemoPeople.Find(request.Person) is not { } person)
        {
            return Problems.Invalid([new Fault("person", "unknown", "Name one of: " + string.Join(", ", DemoPeople.All.Select(demo => demo.Key)) + ".")]);
        }

        var school = request switch
        {
            { School: { } urn } => await schools.FindAsync(urn, ct),
            { Trust: not null } or { La: not null } => await schools.FirstInAsync(request.Trust, request.La, ct),
            _ => await schools.SearchAsync("", 1, ct) is [var first, ..] ? first : null,
        };
        return DemoScope.Of(person, school) is { } caller
            ? TypedResults.Ok(new Response(await issuer.IssueAsync(caller, ct), clock.GetUtcNow() + SessionTokenIssuer.Lifetime))
            : Problems.Invalid([new Fault("school", "unknown", "No open school fits; import the register of schools first, or name another.")]);
    }
}
