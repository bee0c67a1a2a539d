using System.Globalization;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Schools;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Activity.Participation;

/// <summary>Who has not yet taken part in a community-based activity this year.</summary>
public static class NotYetReached
{
    private const int RowsOfAPage = 25;

    /// <summary>What the page shows.</summary>
    public sealed record View(
        Caller Caller, Place Place, AcademicYear Year, int DaysLeft, ReachFigures Figures, IReadOnlyList<FormReach> Forms, IReadOnlyList<SessionWithPlaces> Next,
        NotYetReachedQuery Query, int Page, IReadOnlyList<NotYetReachedLearner> Learners, int Total, string Chosen, string Notice, IReadOnlySet<string> Ticked)
    {
        public string Root => $"/activity/schools/{Place.Id}/not-yet-reached";

        public bool MayKnowReasons => Caller.Is(ActivityStaff.Confidants);

        /// <summary>The address of this list with one thing changed; an empty value takes it away.</summary>
        public string With(string name, string value, string path = "")
        {
            var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["year"] = Year.ToPath(),
                ["yearGroup"] = Query.YearGroup,
                ["form"] = Query.Form,
                ["offered"] = Query.Offered,
                ["sort"] = (Query.Descending ? "-" : "") + Query.Sort,
                [name] = value,
            };
            return QueryHelpers.AddQueryString(Root + path, parts.Where(part => !string.IsNullOrEmpty(part.Value)));
        }

        public string SortBy(string column) => With("sort", Query.Sort == column && !Query.Descending ? "-" + column : column);
    }

    internal const string Path = "/activity/schools/{urn:int}/not-yet-reached";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Path, ShowAsync)
        .Audited("not-yet-reached", AuditAct.Saw, AuditPurpose.Participation, special: true).RequireRoles(ActivityStaff.All).InSchool();

    private static async Task<Results<RazorComponentResult<NotYetReachedPage>, ProblemHttpResult>> ShowAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, SchoolNames schools, TimeProvider clock, CancellationToken ct) =>
        ShowParticipation.TryRead(year, clock, out var academicYear)
            ? await PageAsync(urn, academicYear, caller, request, reach, schools, clock, [], 200, ct)
            : Problems.NotFound();

    internal static async Task<RazorComponentResult<NotYetReachedPage>> PageAsync(
        int urn, AcademicYear year, Caller caller, HttpRequest request, Reach reach, SchoolNames schools, TimeProvider clock, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        var query = Read(request.Query);
        var page = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;
        var figures = reach.FiguresAsync(urn, year, ct);
        var forms = reach.ByFormAsync(urn, year, ct);
        var next = reach.NextWithPlacesAsync(urn, year, 10, ct);
        var (learners, total) = await reach.NotYetReachedAsync(urn, year, query, RowsOfAPage, (page - 1) * RowsOfAPage, ct);
        var form = request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        var view = new View(
            caller, await schools.PlaceOfAsync(urn, ct), year, year.DaysLeft(London.Today(clock)), await figures, await forms, await next, query, page, learners, total,
            form.ContainsKey("session") ? form["session"].ToString() : request.Query["session"].ToString(), request.Query["done"].ToString(),
            form["learners"].OfType<string>().ToHashSet(StringComparer.Ordinal));
        return new RazorComponentResult<NotYetReachedPage>(new { Shown = view, Errors = errors }) { StatusCode = status };
    }

    internal static NotYetReachedQuery Read(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        return new NotYetReachedQuery(query["yearGroup"].ToString(), query["form"].ToString(), query["offered"].ToString(), sort.TrimStart('-'), sort.StartsWith('-'));
    }
}
