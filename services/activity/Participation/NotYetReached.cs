using System.Globalization;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Roll;
using Cohesion.Activity.Schools;
using Cohesion.Activity.Sessions;
using Cohesion.Activity.Staff;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Cohesion.Activity.Participation;

/// <summary>Who has not yet taken part in a community-based activity this year, and what to do about it.</summary>
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

    public static void Map(IEndpointRouteBuilder app)
    {
        const string path = "/activity/schools/{urn:int}/not-yet-reached";
        app.MapGet(path, ShowAsync).RequireRoles(ActivityStaff.All).InSchool();
        app.MapPost(path, ActAsync).RequireRoles(ActivityStaff.All).InSchool().AddEndpointFilter<StaffNames>();
        app.MapGet(path + "/export", ExportAsync).RequireRoles(ActivityStaff.All).InSchool();
    }

    private static async Task<Results<RazorComponentResult<NotYetReachedPage>, ProblemHttpResult>> ShowAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, SchoolNames schools, TimeProvider clock, CancellationToken ct) =>
        ShowParticipation.TryRead(year, clock, out var academicYear)
            ? await PageAsync(urn, academicYear, caller, request, reach, schools, clock, [], 200, ct)
            : Problems.NotFound();

    /// <summary>Invites the ticked learners to a session, or records why they have not taken part.</summary>
    private static async Task<IResult> ActAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, SchoolNames schools, Invitations invitations, RecordReason reasons, TimeProvider clock, CancellationToken ct)
    {
        if (!ShowParticipation.TryRead(year, clock, out var academicYear))
        {
            return Problems.NotFound();
        }

        var form = await request.ReadFormAsync(ct);
        IReadOnlyList<LearnerId> learners = [.. form["learners"].Select(text => LearnerId.TryParse(text, out var id) ? id : default).Where(id => id != default)];
        IReadOnlyList<Fault> faults;
        if (form["step"] == "reason" && caller.Is(ActivityStaff.Confidants))
        {
            faults = RecordReason.FaultsOf(learners, form["reason"].ToString());
            if (faults.Count == 0)
            {
                await reasons.PutAsync(urn, academicYear, learners, form["reason"].ToString(), caller, ct);
                return Results.Redirect(Again(request, "reason"));
            }
        }
        else
        {
            var known = Guid.TryParse(form["session"], out var session);
            faults =
            [
                .. learners.Count == 0 ? [new Fault("learners", "required", "Tick at least one learner")] : Array.Empty<Fault>(),
                .. known ? Array.Empty<Fault>() : [new Fault("session", "required", "Select a session to invite them to")],
            ];
            if (faults.Count == 0 && (faults = await invitations.UnknownAsync(urn, learners, ct)).Count == 0)
            {
                switch (await invitations.SendAsync(urn, new SessionId(session), learners, caller.PersonId, ct))
                {
                    case DecideResult.Done:
                        return Results.Redirect(Again(request, "invited"));
                    case DecideResult.Refused refused:
                        faults = [new Fault("session", refused.Code, refused.Reason)];
                        break;
                    case var other:
                        return Problems.From(other);
                }
            }
        }

        return await PageAsync(urn, academicYear, caller, request, reach, schools, clock, faults, faults.Any(fault => fault.Code is "no-places-left" or "session-over" or "session-cancelled") ? 409 : 400, ct);
    }

    private static string Again(HttpRequest request, string done)
    {
        var kept = QueryHelpers.ParseQuery(request.QueryString.Value).Where(part => part.Key != "done").Select(part => new KeyValuePair<string, string?>(part.Key, part.Value));
        return QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(request.Path, kept), "done", done);
    }

    private static async Task<RazorComponentResult<NotYetReachedPage>> PageAsync(
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

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        int urn, string? year, Caller caller, HttpRequest request, Reach reach, TimeProvider clock, CancellationToken ct)
    {
        if (!ShowParticipation.TryRead(year, clock, out var academicYear))
        {
            return Problems.NotFound();
        }

        var (learners, _) = await reach.NotYetReachedAsync(urn, academicYear, Read(request.Query), 10_000, 0, ct);
        using var bytes = new MemoryStream();
        await using (var writer = new StreamWriter(bytes, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(writer, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = CsvHelper.Configuration.InjectionOptions.Escape }))
        {
            csv.WriteRecords(learners.Select(learner => new
            {
                Name = learner.DisplayName,
                Year = YearGroup.InWords(learner.YearGroup),
                learner.Form,
                OtherSessions = learner.Attended,
                Offered = learner.Offered ? "Yes" : "No",
                Reason = caller.Is(ActivityStaff.Confidants) && learner.Reason is { } reason ? Codes.LabelOf(Reasons.All, reason) : "",
            }));
        }

        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", $"not-yet-reached-{urn}.csv");
    }

    private static NotYetReachedQuery Read(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        return new NotYetReachedQuery(query["yearGroup"].ToString(), query["form"].ToString(), query["offered"].ToString(), sort.TrimStart('-'), sort.StartsWith('-'));
    }
}
