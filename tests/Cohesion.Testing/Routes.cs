using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Testing;

/// <summary>One method and one route of a service, from its own table, so that a new one is tested without anyone remembering it.</summary>
public sealed record Route(string Method, RouteEndpoint Endpoint)
{
    public string Pattern => "/" + Endpoint.RoutePattern.RawText!.Trim('/');

    public bool HasParameters => Endpoint.RoutePattern.Parameters.Count > 0;

    public static List<Route> Of(IServiceProvider services) =>
        [.. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Route(method, endpoint)))];

    /// <summary>Those that hand out a file with texts that somebody has typed; the record of who saw what holds ids and codes.</summary>
    public static List<Route> ExportsOf(IServiceProvider services) =>
        [.. Of(services).Where(route => route.Method == "GET" && (route.Pattern.Contains("csv", StringComparison.Ordinal) || route.Pattern.Contains("export", StringComparison.Ordinal))
            && !route.Pattern.Contains("/audit/", StringComparison.Ordinal))];

    /// <summary>The route with a value in the place of each parameter.</summary>
    public string PathWith(Func<string, string> valueOf) => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => Uri.EscapeDataString(valueOf(parameter.Name)),
        _ => "",
    }))));

    public override string ToString() => $"{Method} {Pattern}";
}
