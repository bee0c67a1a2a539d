using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Reporting.Imports;

/// <summary>The page from which an administrator sends a GIAS file, with every file sent before.</summary>
public static class ListImports
{
    private const int PageSize = 25;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/school-imports", (Caller caller, Tables tables, CancellationToken ct, int page = 1) => ShowAsync(tables, caller, page, [], StatusCodes.Status200OK, ct))
            .Audited("school-imports", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);

    internal static async Task<RazorComponentResult<SchoolImportsPage>> ShowAsync(
        Tables tables, Caller caller, int page, IReadOnlyList<Fault> errors, int status, CancellationToken ct)
    {
        var number = Math.Max(1, page);
        var imports = await tables.ReadAsync("Imports.ListImports.sql", row => (Import: SchoolImportList.Read(row), Total: row.GetInt64(14)), ct, PageSize, (number - 1) * PageSize);
        var schools = await tables.ReadAsync("Schools.CountSchools.sql", row => row.GetInt64(0), ct);
        return new(new
        {
            Caller = caller,
            Imports = imports.ConvertAll(i => i.Import),
            Total = imports is [var first, ..] ? first.Total : 0,
            Number = number,
            Schools = schools[0],
            Errors = errors,
        })
        { StatusCode = status };
    }
}
