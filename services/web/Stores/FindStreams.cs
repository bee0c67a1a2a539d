using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The administrator finds a stream by whose it is, how its id begins, or its kind.</summary>
public static class FindStreams
{
    private const int PageSize = 25;

    /// <summary>A page of streams, newest first; <paramref name="Next"/> goes into <c>cursor</c> of the next question, null at the end.</summary>
    public sealed record Response(IReadOnlyList<StreamFacts> Items, string? Next);

    public static void Map(IEndpointRouteBuilder app, StoreSite site)
    {
        app.MapGet(site.Streams, (Caller caller, string? tenant, string? prefix, string? type, string? cursor, StoreOverview overview, CancellationToken ct) =>
            PageAsync(site, caller, Of(tenant, prefix, type), KeyOf(cursor), overview, ct))
                .Audited("streams", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
        app.MapGet(site.Api + "/streams", HandleAsync).Audited("streams", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator)
            .WithName("FindStreams").WithTags("Event store").WithSummary("The streams of this service, newest first, 25 at a time: by tenant, beginning of the id, kind.");
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        string? tenant, string? prefix, string? type, string? cursor, StoreOverview overview, CancellationToken ct) =>
        cursor is not null && KeyOf(cursor) is null
            ? Problems.Invalid([new Fault("cursor", "malformed", "Use the cursor that the page before gave.")])
            : TypedResults.Ok(await AskAsync(Of(tenant, prefix, type), KeyOf(cursor), overview, ct));

    private static async Task<RazorComponentResult<StreamsPage>> PageAsync(
        StoreSite site, Caller caller, StreamSearch search, StreamKey? after, StoreOverview overview, CancellationToken ct)
    {
        var found = await AskAsync(search, after, overview, ct);
        return new(new { Site = site, Caller = caller, Search = search, Streams = found.Items, Next = found.Next, IsFirst = after is null, Types = overview.StreamTypes });
    }

    private static async Task<Response> AskAsync(StreamSearch search, StreamKey? after, StoreOverview overview, CancellationToken ct)
    {
        var found = await overview.FindStreamsAsync(search, after, PageSize + 1, ct);
        return found.Count > PageSize
            ? new([.. found.Take(PageSize)], $"{found[PageSize - 1].Tenant}/{found[PageSize - 1].Id}")
            : new(found, null);
    }

    private static StreamSearch Of(string? tenant, string? prefix, string? type) => new(Given(tenant), Given(prefix), Given(type));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static StreamKey? KeyOf(string? cursor) => cursor?.Split('/', 2) is [var tenant, var id] ? new(new Tenant(tenant), id) : null;
}
