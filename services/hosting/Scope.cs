using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Hosting;

/// <summary>Says at each endpoint who may come in; an endpoint that says nothing lets nobody in.</summary>
public static class Scope
{
    /// <summary>Only people with one of these roles. Forms need no antiforgery token: <see cref="SameOrigin"/> guards every unsafe request.</summary>
    public static RouteHandlerBuilder RequireRoles(this RouteHandlerBuilder endpoint, params Role[] roles) =>
        endpoint.RequireAuthorization(policy => policy.RequireClaim("sub").RequireClaim("role", roles.Select(RoleNames.Of))).DisableAntiforgery();

    /// <summary>The route's {urn} must be a school that the caller acts in; a foreign school answers like one that is not there.</summary>
    public static RouteHandlerBuilder InSchool(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (invocation, next) =>
    {
        var route = invocation.HttpContext.Request.RouteValues["urn"] as string;
        return int.TryParse(route, NumberStyles.None, CultureInfo.InvariantCulture, out var urn) && Caller.From(invocation.HttpContext.User)?.MayActFor(urn) == true
            ? await next(invocation)
            : Problems.NotFound();
    });

    internal static IServiceCollection AddDenyByDefault(this IServiceCollection services) => services.AddAuthorization(options =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build());
}
