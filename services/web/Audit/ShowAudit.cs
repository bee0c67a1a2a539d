using System.Globalization;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Web;

/// <summary>A head, data manager or administrator looks up who saw, changed or took away what of their school, and who was refused. Looking is on record too.</summary>
public static class ShowAudit
{
    private const int PageSize = 25;

    /// <summary>A page of the record, newest first; <paramref name="Next"/> goes into <c>before</c> of the next question, null at the end.</summary>
    public sealed record Response(IReadOnlyList<Entry> Items, long? Next);

    /// <summary>A row of the record, with the hash that ties it to the one before.</summary>
    public sealed record Entry(
        long Sequence, DateTimeOffset At, string Who, string Role, string Act, string Outcome, string What, string Item, bool Special, string Purpose, string Reason, string Correlation,
        int Times, string Hash)
    {
        public static Entry Of(AuditRow row) => new(
            row.Sequence, row.Entry.At, row.Entry.Who, row.Entry.Role, AuditCodes.Of(row.Entry.Act), AuditCodes.Of(row.Entry.Outcome), row.Entry.What, row.Entry.Item, row.Entry.Special,
            row.Entry.Purpose, row.Entry.Reason, row.Entry.Correlation, row.Entry.Times, Convert.ToBase64String(row.Hash));
    }

    public static void Map(IEndpointRouteBuilder app, AuditSite site)
    {
        app.MapGet(site.Root, (int urn, Caller caller, HttpContext http, AuditLedger ledger) => PageAsync(site, urn, caller, http, ledger, []))
            .Audited("audit", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(AuditSite.Readers).InSchool();
        app.MapGet(site.Api, HandleAsync).Audited("audit", AuditAct.Saw, AuditPurpose.Accountability).RequireRoles(AuditSite.Readers).InSchool()
            .WithName("ShowAudit").WithTags("Audit")
            .WithSummary("Who saw, changed, exported or was refused what of a school in this service, newest first, 25 at a time. Filter by on-day, on-month, on-year, did (saw, changed, exported, refused), who, special=yes; go on with before.");
    }

    /// <summary>The page; with faults of a form where there are some.</summary>
    internal static async Task<IResult> PageAsync(AuditSite site, int urn, Caller caller, HttpContext http, AuditLedger ledger, IReadOnlyList<Fault> errors)
    {
        var (question, faults) = (AuditQuestion.From(http.Request.Query), errors.ToList());
        var before = BeforeOf(http.Request.Query);
        var search = question.Search(urn, faults);
        var (rows, next) = await AskAsync(search, before, ledger, http.RequestAborted);
        return new RazorComponentResult<AuditPage>(new
        {
            Site = site,
            Caller = caller,
            Place = await PlaceOfAsync(urn, caller, http),
            Question = question,
            Rows = rows,
            Next = next,
            IsFirst = before is null,
            Errors = faults,
        })
        { StatusCode = faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(int urn, HttpContext http, AuditLedger ledger)
    {
        var faults = new List<Fault>();
        var search = AuditQuestion.From(http.Request.Query).Search(urn, faults);
        var before = BeforeOf(http.Request.Query);
        if (http.Request.Query["before"].Count > 0 && before is null)
        {
            faults.Add(new Fault("before", "malformed", "Use the number that the page before gave as next."));
        }

        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        var (rows, next) = await AskAsync(search, before, ledger, http.RequestAborted);
        return TypedResults.Ok(new Response([.. rows.Select(Entry.Of)], next));
    }

    private static async Task<(IReadOnlyList<AuditRow> Rows, long? Next)> AskAsync(AuditSearch search, long? before, AuditLedger ledger, CancellationToken ct)
    {
        var rows = await ledger.FindAsync(search, before, PageSize + 1, ct).ToListAsync(ct);
        return rows.Count > PageSize ? ([.. rows.Take(PageSize)], rows[PageSize - 1].Sequence) : (rows, null);
    }

    private static long? BeforeOf(IQueryCollection query) =>
        long.TryParse(query["before"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null;

    /// <summary>The school by its name where this service knows names.</summary>
    private static async Task<Place> PlaceOfAsync(int urn, Caller caller, HttpContext http)
    {
        var known = http.RequestServices.GetService<IPlaces>() is { } places ? await places.OfAsync(caller, http.RequestAborted) : [];
        var unnamed = Place.School(urn, $"School {urn}");
        return known.FirstOrDefault(place => place.Kind == unnamed.Kind && place.Id == unnamed.Id) ?? unnamed;
    }
}
