using Cohesion.Access.People;
using Cohesion.Access.Schools;
using Cohesion.Access.Sessions;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.SignIn;

/// <summary>Gives a program the session token of a demo person. Development only: elsewhere the endpoint does not exist.</summary>
public static class IssueDemoToken
{
    /// <summary>Who to be, and where.</summary>
    /// <param name="Person">A role's name, e.g. "data-manager".</param>
    /// <param name="School">URN of an open school; or name a trust or local authority for those who act there.</param>
    /// <param name="Audience">The one service that the token is for, e.g. "reporting"; without it, all of them.</param>
    public sealed record Request(string? Person, int? School, string? Trust, int? La, string? Audience = null);

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

        if (request.Audience is { } audience && !SessionTokens.Audiences.Contains(audience, StringComparer.Ordinal))
        {
            return Problems.Invalid([new Fault("audience", "unknown", "Name one of: " + string.Join(", ", SessionTokens.Audiences) + ".")]);
        }

        var school = request switch
        {
            { School: { } urn } => await schools.FindAsync(urn, ct),
            { Trust: not null } or { La: not null } => await schools.FirstInAsync(request.Trust, request.La, ct),
            _ => await schools.SearchAsync("", 1, ct) is [var first, ..] ? first : null,
        };
        var audiences = request.Audience is { } one ? [one] : SessionTokens.Audiences;
        return DemoScope.Of(person, school) is { } caller
            ? TypedResults.Ok(new Response(
                await issuer.IssueAsync(new ActingCaller(caller, null), Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), audiences, ct), clock.GetUtcNow() + issuer.Lifetime))
            : Problems.Invalid([new Fault("school", "unknown", "No open school fits; import the register of schools first, or name another.")]);
    }
}
