using System.Security.Claims;
using Cohesion.EventStore;
using Microsoft.AspNetCore.Builder;

namespace Cohesion.Hosting;

/// <summary>
/// Shows the database whom a request is for, by the names that policies know: a school's URN, <c>trust-…</c>, <c>la-…</c>, <c>agency-…</c>, <c>platform</c>
/// for who looks after Cohesion, and <c>me-…</c> for the person. Before it is known who asks, a request sees nothing.
/// </summary>
internal static class RequestScope
{
    public static IEnumerable<string> Of(ClaimsPrincipal user) => Caller.From(user) is { } caller
        ? [
            .. caller.Schools.Select(urn => Tenant.Of(urn).Value),
            .. caller.Trusts.Select(trust => Tenant.OfTrust(trust).Value),
            .. caller.LocalAuthorities.Select(code => Tenant.OfAuthority(code).Value),
            .. caller.Is(Role.Administrator) ? [Tenant.Platform.Value] : Array.Empty<string>(),
            "me-" + caller.PersonId,
        ]
        : user.FindFirstValue("sub") is { } agency && agency.StartsWith("agency-", StringComparison.Ordinal) ? [agency] : [];

    public static void UseNoScope(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        DataScope.Enter();
        await next(context);
    });

    public static void UseScopeOfCaller(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        DataScope.Enter(Of(context.User));
        await next(context);
    });
}
