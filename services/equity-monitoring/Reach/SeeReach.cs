using Cohesion.Contracts;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A head or cohesion lead sees whether some groups of learners are reached less often than others, and how sure that is.</summary>
public static class SeeReach
{
    private static readonly Role[] Readers = [Role.CohesionLead, Role.Head];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/equity/schools/{urn:int}/reach", ShowAsync)
            .Audited("reach-by-group", AuditAct.Saw, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(Readers).InSchool();
        app.MapGet("/equity/schools/{urn:int}/reach.csv", FileAsync)
            .Audited("reach-by-group", AuditAct.Exported, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(Readers).InSchool();
        app.MapGet("/api/v1/reach/{urn:int}", AnswerAsync)
            .Audited("reach-by-group", AuditAct.Saw, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(Readers).InSchool()
            .WithName("SeeReach").WithTags("Reach").WithSummary("Learners reached by group, with intervals, risk ratios and how sure a difference is.");
    }

    private static async Task<IResult> ShowAsync(int urn, Caller caller, KnownSchools schools, SchoolReach reach, TimeProvider clock, CancellationToken ct, string? year = null)
    {
        if (await schools.FindAsync(urn, ct) is not { } school || !TryYear(year, clock, out var wanted))
        {
            return Problems.NotFound();
        }

        var measures = await reach.MeasuresAsync(urn, ct);
        var measure = measures.FirstOrDefault(known => known.AcademicYear == wanted.ToString());
        return new RazorComponentResult<ReachView>(new
        {
            Caller = caller,
            Place = Place.School(urn, school.Name),
            Year = wanted,
            Years = measures.Select(known => known.AcademicYear).ToList(),
            Report = measure is null ? null : ReachReport.Of(measure),
        });
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(int urn, SchoolReach reach, TimeProvider clock, CancellationToken ct, string? year = null) =>
        await ReportAsync(urn, reach, clock, year, ct) is { } report
            ? TypedResults.File(ReachCsv.Of(report), "text/csv; charset=utf-8", $"reach-{urn}-{report.AcademicYear.Replace('/', '-')}.csv")
            : Problems.NotFound();

    private static async Task<Results<Ok<ReachAnswer>, ProblemHttpResult>> AnswerAsync(
        int urn, HttpResponse response, SchoolReach reach, TimeProvider clock, CancellationToken ct, string? year = null)
    {
        if (await ReportAsync(urn, reach, clock, year, ct) is not { } report)
        {
            return Problems.NotFound();
        }

        response.SetVersion(report.Version);
        return TypedResults.Ok(ReachAnswer.Of(urn, report));
    }

    private static async Task<ReachReport?> ReportAsync(int urn, SchoolReach reach, TimeProvider clock, string? year, CancellationToken ct)
    {
        var measure = TryYear(year, clock, out var wanted) ? (await reach.MeasuresAsync(urn, ct)).FirstOrDefault(known => known.AcademicYear == wanted.ToString()) : null;
        return measure is null ? null : ReachReport.Of(measure);
    }

    private static bool TryYear(string? text, TimeProvider clock, out AcademicYear year)
    {
        year = AcademicYear.Of(clock.GetUtcNow());
        return text is null || AcademicYear.TryParse(text, out year);
    }
}
