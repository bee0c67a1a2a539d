using System.Collections.Concurrent;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Cohesion.Benchmarks;

/// <summary>Sends a request with the header to the same endpoint without its line about the audit, so that both can be measured in one process.</summary>
internal sealed class OffTheRecord : MatcherPolicy, IEndpointSelectorPolicy
{
    public const string Header = "X-Off-The-Record";

    private readonly ConcurrentDictionary<Endpoint, Endpoint> without = new();

    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var place = 0; place < candidates.Count && httpContext.Request.Headers.ContainsKey(Header); place++)
        {
            var candidate = candidates[place];
            candidates.ReplaceEndpoint(place, without.GetOrAdd(candidate.Endpoint, Without), candidate.Values);
        }

        return Task.CompletedTask;
    }

    private static Endpoint Without(Endpoint endpoint) =>
        new(endpoint.RequestDelegate, new EndpointMetadataCollection(endpoint.Metadata.Where(metadata => metadata is not Audited)), endpoint.DisplayName);
}
