using System.Text;
using Cohesion.Access;
using Cohesion.Activity;
using Cohesion.Engagement;
using Cohesion.EquityMonitoring;
using Cohesion.Reporting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Architecture;

/// <summary>All five services in this process, in the same surroundings, for rules about every endpoint.</summary>
public sealed class House : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> hosts = [];
    private Surroundings? surroundings;

    /// <summary>Every endpoint of every service, by the service's folder name.</summary>
    public List<Door> Doors { get; } = [];

    public TestTokens Tokens => surroundings!.Tokens;

    public async ValueTask InitializeAsync()
    {
        surroundings = await Surroundings.CreateAsync(TestContext.Current.CancellationToken);
        await OpenAsync<AccessJson>("access");
        await OpenAsync<ActivityJson>("activity");
        await OpenAsync<EngagementJson>("engagement");
        await OpenAsync<EquityJson>("equity-monitoring");
        await OpenAsync<ReportingJson>("reporting");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        if (surroundings is not null)
        {
            await surroundings.DisposeAsync();
        }
    }

    /// <summary>Knocks at a door about a school, with an empty body where the door takes one.</summary>
    public async Task<Reply> KnockAsync(Door door, string? token, int urn, CancellationToken ct, Guid? id = null)
    {
        using var client = new ApiClient(door.Address, token);
        var request = new HttpRequestMessage(new HttpMethod(door.Method), door.PathTo(urn, "some-trust", 936, id));
        if (door.Method is "POST" or "PUT" or "PATCH")
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = door.Route.StartsWith("/api/", StringComparison.Ordinal)
                ? new StringContent("{}", Encoding.UTF8, door.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json")
                : new FormUrlEncodedContent([]);
        }

        return await client.SendAsync(request, ct);
    }

    /// <summary>A client of a service for somebody, or for a stranger.</summary>
    public ApiClient As(string service, Person? person) => new(Doors.First(door => door.Service == service).Address, person is null ? null : Tokens.TokenFor(person));

    public Task ExecuteAsync(string sql, CancellationToken ct) => surroundings!.Database.ExecuteAsync(sql, ct);

    /// <summary>The rows of a question to the whole database, as a superuser.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql, CancellationToken ct) =>
        await surroundings!.Database.ScalarAsync<string[]>($"select coalesce(array_agg(line), '{{}}') from ({sql}) lines (line)", ct);

    /// <summary>Whether the chain of a school holds one refusal, and none of its rows names a place where nobody acts.</summary>
    public async Task<bool> IsRefusalOnRecordAsync(string service, int school, int askedFor)
    {
        var schema = service.Replace('-', '_');
        return await surroundings!.Database.ScalarAsync<long>(
            $"select count(*) filter (where chain = '{school}' and outcome = 'refused') - 1000 * count(*) filter (where chain = '{askedFor}') from {schema}.audit_rows",
            TestContext.Current.CancellationToken) == 1;
    }

    private async Task OpenAsync<TProgram>(string name)
        where TProgram : class
    {
        var service = new ServiceUnderTest<TProgram> { Shared = surroundings };
        hosts.Add(service);
        await service.InitializeAsync();
        Doors.AddRange(service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Door(name, service.Address, method, endpoint))));
    }
}

/// <summary>One way into a service: a method and a route.</summary>
public sealed record Door(string Service, Uri Address, string Method, RouteEndpoint Endpoint)
{
    /// <summary>Whether the route has a place for an id.</summary>
    public bool TakesAnId => Endpoint.RoutePattern.Parameters.Any(IsId);

    public string Route => "/" + Endpoint.RoutePattern.RawText!.Trim('/');

    /// <summary>Which one place the route is about, if any: "urn", "trustId", "code", "tenant".</summary>
    public bool IsAboutOnePlace => Endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is "urn" or "trust" or "trustId" or "code" or "tenant");

    /// <summary>The route with something in every place of a parameter.</summary>
    public string PathTo(int urn, string trust, int la, Guid? id = null) => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.Name switch
        {
            "urn" or "tenant" => $"{urn}",
            "trust" or "trustId" => trust,
            "code" => $"{la}",
            _ when IsId(parameter) => $"{id ?? Guid.Parse("0192f000-0000-7000-8000-000000000000")}",
            _ => "1",
        },
        _ => "",
    }))));

    public override string ToString() => $"{Method} {Route} of {Service}";

    private static bool IsId(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter) => parameter.ParameterPolicies.Any(policy => policy.Content == "guid");
}
