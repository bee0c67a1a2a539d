using System.Globalization;
using Cohesion.Activity.Schools;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Activity.Activities;

/// <content>The page: a calendar as a list that can be filtered, sorted and taken away as a file.</content>
public static partial class ListActivities
{
    private const int RowsOfAPage = 25;

    /// <summary>What the page shows.</summary>
    public sealed record View(
        Caller Caller, Place Place, CalendarQuery Query, string When, int Page, IReadOnlyList<SessionListing> Sessions, int Total, AcademicYear Year)
    {
        private string Root => $"/activity/schools/{Place.Id}/activities";

        /// <summary>The address of this list with one thing changed; an empty value takes it away.</summary>
        public string With(string name, string value, string path = "")
        {
            var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["when"] = When,
                ["kind"] = Query.Kind,
                ["strand"] = Query.Strand,
                ["status"] = Query.Status,
                ["sort"] = (Query.Descending ? "-" : "") + Query.Sort,
                [name] = value,
            };
            return QueryHelpers.AddQueryString(Root + path, parts.Where(part => !string.IsNullOrEmpty(part.Value)));
        }

        /// <summary>Sorts by a column, or turns its order round.</summary>
        public string SortBy(string column) => With("sort", Query.Sort == column && !Query.Descending ? "-" + column : column);
    }

    private static void MapPage(IEndpointRouteBuilder app)
    {
        app.MapGet("/activity/schools/{urn:int}/activities", ShowAsync)
            .Audited("activities", AuditAct.Saw, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
        app.MapGet("/activity/schools/{urn:int}/activities/export", ExportAsync)
            .Audited("activities", AuditAct.Exported, AuditPurpose.Participation).RequireRoles(ActivityStaff.All).InSchool();
    }

    private static async Task<RazorComponentResult<ActivitiesPage>> ShowAsync(
        int urn, string? when, string? kind, string? strand, string? status, string? sort, int? page, Caller caller, Calendar calendar, SchoolNames schools,
        TimeProvider clock, CancellationToken ct)
    {
        var (query, year) = Read(when, kind, strand, status, sort, clock);
        var number = Math.Max(1, page ?? 1);
        var (sessions, total) = await calendar.PageAsync(Tenant.Of(urn), query, RowsOfAPage, (number - 1) * RowsOfAPage, ct);
        return new RazorComponentResult<ActivitiesPage>(new
        {
            Shown = new View(caller, await schools.PlaceOfAsync(urn, ct), query, when ?? "", number, sessions, total, year),
        });
    }

    private static async Task<FileContentHttpResult> ExportAsync(
        int urn, string? when, string? kind, string? strand, string? status, string? sort, Calendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var (query, _) = Read(when, kind, strand, status, sort, clock);
        var (sessions, _) = await calendar.PageAsync(Tenant.Of(urn), query, 10_000, 0, ct);
        return await SpreadsheetFile.OfAsync($"activities-{urn}.csv", sessions.Select(session => new
        {
            Date = session.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Starts = session.Starts.ToString("HH:mm", CultureInfo.InvariantCulture),
            Ends = session.Ends.ToString("HH:mm", CultureInfo.InvariantCulture),
            Activity = session.Title,
            Kind = Codes.LabelOf(Codes.ActivityKinds, session.Kind),
            CommunityBased = session.CommunityBased ? "Yes" : "No",
            Strands = string.Join("; ", session.Strands.Select(code => Codes.LabelOf(Codes.Strands, code))),
            Dimensions = string.Join("; ", session.Dimensions.Select(code => Codes.LabelOf(Codes.Dimensions, code))),
            Themes = string.Join("; ", session.Themes.Select(code => Codes.LabelOf(Codes.Themes, code))),
            session.Place,
            session.Status,
            session.Expected,
            session.Present,
        }), ct);
    }

    private static (CalendarQuery Query, AcademicYear Year) Read(string? when, string? kind, string? strand, string? status, string? sort, TimeProvider clock)
    {
        var today = London.Today(clock);
        var year = AcademicYear.TryParse(when, out var asked) ? asked : AcademicYear.Of(today);
        var (from, to) = when switch
        {
            "past" => (year.FirstDay, today.AddDays(-1)),
            "month" => (today, today.AddDays(30)),
            null or "" => (today, year.LastDay),
            _ => (year.FirstDay, year.LastDay),
        };
        var descending = sort?.StartsWith('-') ?? when == "past";
        return (new CalendarQuery(from, to, kind ?? "", strand ?? "", status ?? "", (sort ?? "").TrimStart('-'), descending), year);
    }
}
