using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Cohesion.EventStore;
using Cohesion.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using AccessJson = global::Cohesion.Access.AccessJson;
using ActivityJson = global::Cohesion.Activity.ActivityJson;
using EngagementJson = global::Cohesion.Engagement.EngagementJson;
using EquityJson = global::Cohesion.EquityMonitoring.EquityJson;
using ReportingJson = global::Cohesion.Reporting.ReportingJson;

namespace Cohesion.Contracts.Api;

/// <summary>What holds for each of the five services alike: a published API document, a decision at every endpoint, events that keep their shape.</summary>
public abstract class Services_on_show<TService>(ServiceUnderTest<TService> service, string name)
    where TService : class
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_api_document_is_the_published_one()
    {
        using var anyone = service.Anonymous();

        var document = (await anyone.GetAsync("/openapi/v1.json", Ct)).Expect(HttpStatusCode.OK).Json;

        document.AsObject().Remove("servers"); // the address of this test's host
        Published.Matches(document, "contracts", "openapi", name + ".json");
    }

    [Fact]
    public void Every_endpoint_says_who_may_come_in()
    {
        var undecided = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0)
            .Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Empty(undecided);
    }

    [Fact]
    public async Task No_page_or_api_answers_somebody_who_is_not_signed_in()
    {
        using var nobody = service.Anonymous();
        var guarded = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

        foreach (var endpoint in guarded)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var path = Filled(endpoint.RoutePattern);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json") };
            var reply = await nobody.SendAsync(request, Ct);

            Assert.True(reply.Status is HttpStatusCode.Unauthorized || (reply.Status is HttpStatusCode.Redirect && reply.Location!.StartsWith("/access/sign-in", StringComparison.Ordinal)),
                $"{method} {path} answered {(int)reply.Status}");
        }
    }

    [Fact]
    public void Stored_events_keep_their_shape()
    {
        var shapes = new JsonObject();
        foreach (var (alias, json) in service.Services.GetRequiredService<Store>().EventTypes.OrderBy(type => type.Alias, StringComparer.Ordinal))
        {
            shapes[alias] = json.Options.GetJsonSchemaAsNode(json.Type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        }

        Published.Matches(shapes, "contracts", "stored-events", name + ".json");
    }

    /// <summary>What was ever stored is read for ever: each type has examples as they stand in a database, old shapes as well, and none is without a type.</summary>
    [Fact]
    public async Task Every_example_of_a_stored_event_is_read_whole()
    {
        var store = service.Services.GetRequiredService<Store>();
        var types = store.EventTypes.ToDictionary(type => type.Alias, type => type.Json, StringComparer.Ordinal);
        var examples = Published.Read("contracts", "stored-events", "examples", name + ".json").AsObject();
        Assert.Equal(types.Keys.Order(StringComparer.Ordinal), examples.Select(example => example.Key).Order(StringComparer.Ordinal));
        Assert.All(examples, example => Assert.NotEmpty(example.Value!.AsArray()));
        var stored = examples.SelectMany(example => example.Value!.AsArray(), (example, data) => (Type: example.Key, Data: data!)).ToList();

        var read = await StoredExamples.ReadAsync(store, stored, Ct);

        Assert.Equal(stored.Count, read.Count);
        foreach (var ((type, data), @event) in stored.Zip(read))
        {
            Assert.False(@event is UnknownEvent, $"{type} reads as nothing.");
            if (@event.GetType() == types[type].Type)
            {
                var again = System.Text.Json.JsonSerializer.SerializeToNode(@event, types[type]);
                Assert.True(JsonNode.DeepEquals(data, again), $"{type} was {data.ToJsonString()} and reads as {again?.ToJsonString()}");
            }
        }
    }

    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "urn" or "code" } => "125123",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => "0192f000-0000-7000-8000-000000000001",
            _ => "",
        }))));
}

public sealed class Access_on_show(ServiceUnderTest<AccessJson> service) : Services_on_show<AccessJson>(service, "access"), IClassFixture<ServiceUnderTest<AccessJson>>;

public sealed class Activity_on_show(ServiceUnderTest<ActivityJson> service) : Services_on_show<ActivityJson>(service, "activity"), IClassFixture<ServiceUnderTest<ActivityJson>>;

public sealed class Engagement_on_show(ServiceUnderTest<EngagementJson> service) : Services_on_show<EngagementJson>(service, "engagement"), IClassFixture<ServiceUnderTest<EngagementJson>>;

public sealed class Equity_monitoring_on_show(ServiceUnderTest<EquityJson> service) : Services_on_show<EquityJson>(service, "equity-monitoring"), IClassFixture<ServiceUnderTest<EquityJson>>;

public sealed class Reporting_on_show(ServiceUnderTest<ReportingJson> service) : Services_on_show<ReportingJson>(service, "reporting"), IClassFixture<ServiceUnderTest<ReportingJson>>;
