using System.Text.Json;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Cohesion.Web;

/// <summary>
/// The administrator sees what happened to a stream, when, and by whom. What the events say is about children, and no role may read it here; in
/// Development, where the children are made up, it is shown as it is stored: what is sealed for a person stays sealed.
/// </summary>
public static class ShowStream
{
    private const int PageSize = 25;

    /// <summary>A stream and a page of its events, in order; <paramref name="Next"/> goes into <c>after</c> of the next question, null at the end.</summary>
    public sealed record Response(StreamFacts Stream, IReadOnlyList<Entry> Events, long? Next);

    /// <summary>An event; what it says only in Development.</summary>
    public sealed record Entry(EventFacts Event, JsonElement? Data);

    public static void Map(IEndpointRouteBuilder app, StoreSite site)
    {
        app.MapGet(site.Streams + "/{tenant}/{id}", (string tenant, string id, long? after, Caller caller, StoreOverview overview, IHostEnvironment environment, CancellationToken ct) =>
            PageAsync(site, new(new Tenant(tenant), id), after ?? 0, caller, overview, environment.IsDevelopment(), ct))
                .Audited("stream", AuditAct.Saw, AuditPurpose.Platform, special: true, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet(site.Api + "/streams/{tenant}/{id}", HandleAsync)
            .Audited("stream", AuditAct.Saw, AuditPurpose.Platform, special: true, forPlatform: true).RequireRoles(Role.Administrator)
            .WithName("ShowStream").WithTags("Event store").WithSummary("A stream and its events, in order, 25 at a time: what happened, when, by whom, why; not what they say.");
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        string tenant, string id, long? after, StoreOverview overview, IHostEnvironment environment, CancellationToken ct)
    {
        var (stream, events, next) = await ReadAsync(new(new Tenant(tenant), id), after ?? 0, overview, environment.IsDevelopment(), ct);
        return stream is null ? Problems.NotFound() : TypedResults.Ok(new Response(stream, [.. events.Select(EntryOf)], next));
    }

    private static async Task<IResult> PageAsync(StoreSite site, StreamKey key, long after, Caller caller, StoreOverview overview, bool withData, CancellationToken ct)
    {
        var (stream, events, next) = await ReadAsync(key, after, overview, withData, ct);
        return stream is null
            ? Problems.NotFound()
            : new RazorComponentResult<StreamPage>(new { Site = site, Caller = caller, Stream = stream, Events = events, Next = next, After = after, WithData = withData });
    }

    private static async Task<(StreamFacts? Stream, IReadOnlyList<EventOfStream> Events, long? Next)> ReadAsync(
        StreamKey key, long after, StoreOverview overview, bool withData, CancellationToken ct)
    {
        if (await overview.FindStreamAsync(key, ct) is not { } stream)
        {
            return (null, [], null);
        }

        var events = await overview.EventsOfAsync(key, after, PageSize + 1, withData, ct);
        return events.Count > PageSize ? (stream, [.. events.Take(PageSize)], events[PageSize - 1].Facts.Version) : (stream, events, null);
    }

    private static Entry EntryOf(EventOfStream read) => new(read.Facts, read.Data is { } data ? JsonElement.Parse(data) : null);
}
