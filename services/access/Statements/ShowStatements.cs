using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Access.Statements;

/// <summary>What Cohesion says about accessibility and privacy, to anyone.</summary>
public static class ShowStatements
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/access/accessibility", (HttpContext context) => new RazorComponentResult<Accessibility>(new { Caller = Caller.From(context.User) })).AllowAnonymous();
        app.MapGet("/access/privacy", (HttpContext context) => new RazorComponentResult<Privacy>(new { Caller = Caller.From(context.User) })).AllowAnonymous();
    }
}
