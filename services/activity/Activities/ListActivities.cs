using System.Globalization;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Activity.Activities;

/// <summary>The calendar of a school: what was, is and will be on.</summary>
public static partial class ListActivities
{
    public const int PageSize = 100;

    /// <summary>A page of sessions in order of time; <paramref name="Next"/> is the cursor of the one after, null at the end.</summary>
    public sealed record Response(IReadOnlyList<SessionListing> Items, string? Next);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/activities", HandleAsync)
            .Audited("activities", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).WithName("listActivities");
        MapPage(app);
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        int urn, DateOnly? from, DateOnly? to, string? cursor, Caller caller, Calendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        if (!TryReadCursor(cursor, out var after))
        {
            return Problems.Invalid([new Fault("cursor", "malformed", "Use the cursor that the page before gave.")]);
        }

        var year = AcademicYear.Of(London.Today(clock));
        var items = await calendar.AfterAsync(Tenant.Of(urn), from ?? year.FirstDay, to ?? year.LastDay, after, PageSize + 1, ct);
        return TypedResults.Ok(items.Count > PageSize ? new Response([.. items.Take(PageSize)], CursorOf(items[PageSize - 1])) : new Response(items, null));
    }

    private static string CursorOf(SessionListing last) => WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{last.On:yyyy-MM-dd} {last.Starts:HH:mm:ss} {last.SessionId}")));

    private static bool TryReadCursor(string? cursor, out (DateOnly Day, TimeOnly Starts, Guid Session) after)
    {
        after = (DateOnly.MinValue, TimeOnly.MinValue, Guid.Empty);
        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        try
        {
            var parts = System.Text.Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor)).Split(' ');
            return parts.Length == 3
                && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out after.Day)
                && TimeOnly.TryParseExact(parts[1], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out after.Starts)
                && Guid.TryParse(parts[2], out after.Session);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
