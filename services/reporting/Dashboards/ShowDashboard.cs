using System.Text;
using Cohesion.Contracts;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Reporting.Dashboards;

/// <summary>The dashboards of schools, trusts and local authorities: as a page, as a file of what the page shows, and by API.</summary>
public static class ShowDashboard
{
    private static readonly Role[] OfSchools = [Role.CohesionLead, Role.Head, Role.Governor, Role.CommitteeMember, Role.TrustAnalyst, Role.LaOfficer];

    private delegate Task<Dashboard?> Find(DashboardScope scope, Caller caller, AcademicYear year, CancellationToken ct);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/schools/{urn:int}", (int urn, Caller caller, DashboardScope scope, TimeProvider clock, CancellationToken ct, string? year = null) =>
            PageAsync((s, c, y, t) => s.SchoolAsync(c, urn, y, t), caller, scope, clock, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(OfSchools);
        routes.MapGet("/reports/schools/{urn:int}/export.csv", (int urn, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            ExportAsync((s, c, y, t) => s.SchoolAsync(c, urn, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Exported, AuditPurpose.Oversight, special: true).RequireRoles(OfSchools);
        routes.MapGet("/api/v1/reports/schools/{urn:int}", (int urn, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            AnswerAsync((s, c, y, t) => s.SchoolAsync(c, urn, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(OfSchools)
            .WithName("SchoolReport").WithTags("Reports").WithSummary("Reach, activities and referrals of a school and academic year, with small numbers hidden from outside the school.");

        routes.MapGet("/reports/trusts/{trustId}", (string trustId, Caller caller, DashboardScope scope, TimeProvider clock, CancellationToken ct, string? year = null) =>
            PageAsync((s, c, y, t) => s.TrustAsync(c, trustId, y, t), caller, scope, clock, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(Role.TrustAnalyst);
        routes.MapGet("/reports/trusts/{trustId}/export.csv", (string trustId, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            ExportAsync((s, c, y, t) => s.TrustAsync(c, trustId, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Exported, AuditPurpose.Oversight, special: true).RequireRoles(Role.TrustAnalyst);
        routes.MapGet("/api/v1/reports/trusts/{trustId}", (string trustId, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            AnswerAsync((s, c, y, t) => s.TrustAsync(c, trustId, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(Role.TrustAnalyst)
            .WithName("TrustReport").WithTags("Reports").WithSummary("Reach, activities and referrals of a trust and academic year, school by school, with small numbers hidden.");

        routes.MapGet("/reports/local-authorities/{code}", (string code, Caller caller, DashboardScope scope, TimeProvider clock, CancellationToken ct, string? year = null) =>
            PageAsync((s, c, y, t) => s.LocalAuthorityAsync(c, code, y, t), caller, scope, clock, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(Role.LaOfficer);
        routes.MapGet("/reports/local-authorities/{code}/export.csv", (string code, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            ExportAsync((s, c, y, t) => s.LocalAuthorityAsync(c, code, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Exported, AuditPurpose.Oversight, special: true).RequireRoles(Role.LaOfficer);
        routes.MapGet("/api/v1/reports/local-authorities/{code}", (string code, Caller caller, DashboardScope scope, CancellationToken ct, string? year = null) =>
            AnswerAsync((s, c, y, t) => s.LocalAuthorityAsync(c, code, y, t), caller, scope, year, ct))
                .Audited("dashboard", AuditAct.Saw, AuditPurpose.Oversight, special: true).RequireRoles(Role.LaOfficer)
            .WithName("LocalAuthorityReport").WithTags("Reports").WithSummary("Reach, activities and referrals of a local authority and academic year, school by school, with small numbers hidden.");
    }

    private static async Task<Results<RazorComponentResult<DashboardPage>, ProblemHttpResult>> PageAsync(
        Find find, Caller caller, DashboardScope scope, TimeProvider clock, string? year, CancellationToken ct) =>
        scope.YearOf(year) is { } asked && await find(scope, caller, asked, ct) is { } dashboard
            ? new RazorComponentResult<DashboardPage>(new { Caller = caller, Dashboard = dashboard, Today = London.Today(clock) })
            : Problems.NotFound();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(Find find, Caller caller, DashboardScope scope, string? year, CancellationToken ct) =>
        scope.YearOf(year) is { } asked && await find(scope, caller, asked, ct) is { } dashboard
            ? TypedResults.File(Encoding.UTF8.GetBytes(DashboardCsv.Of(dashboard)), "text/csv; charset=utf-8", DashboardCsv.FileName(dashboard))
            : Problems.NotFound();

    private static async Task<Results<Ok<DashboardAnswer>, ProblemHttpResult>> AnswerAsync(Find find, Caller caller, DashboardScope scope, string? year, CancellationToken ct) =>
        scope.YearOf(year) is not { } asked ? Problems.Invalid([new Fault("year", "academic-year", "Write the academic year as 2026-27.")])
        : await find(scope, caller, asked, ct) is { } dashboard ? TypedResults.Ok(DashboardAnswer.Of(dashboard))
        : Problems.NotFound();
}
