using System.Globalization;
using System.Text;
using System.Text.Json;
using Cohesion.Hosting;
using Cohesion.Reporting.Exports;
using Cohesion.Reporting.Schools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Reporting.Imports;

/// <summary>What a GIAS file would change, or has changed, with every fault; while it is read or applied, how far that is.</summary>
public static class ShowImport
{
    private const int PageSize = 25;
    private const int MostFaults = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/school-imports/{id:guid}", HandleAsync)
            .Audited("school-import", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator)
            .WithName("ShowSchoolImport").WithTags("Schools").WithSummary("State, counts, faults and changes of an import; faults and changes come a page at a time.");
        routes.MapGet("/reports/school-imports/{id:guid}", HandlePageAsync)
            .Audited("school-import", AuditAct.Saw, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
        routes.MapGet("/reports/school-imports/{id:guid}/faults.csv", HandleFaultsAsync)
            .Audited("school-import", AuditAct.Exported, AuditPurpose.Platform, forPlatform: true).RequireRoles(Role.Administrator);
    }

    private static async Task<Results<Ok<SchoolImportReport>, ProblemHttpResult>> HandleAsync(Guid id, Tables tables, CancellationToken ct, int afterFault = 0, int afterChange = 0) =>
        await FindAsync(id, tables, ct) is not { } import ? Problems.NotFound() : TypedResults.Ok(new SchoolImportReport(
            import.ImportId, import.FileName, import.State, import.Rows, import.New, import.Changed, import.Unchanged, import.Faulty,
            await ProgressAsync(id, tables, ct),
            await FaultsAsync(id, afterFault, MostFaults, tables, ct),
            await RowsAsync(id, ImportEffect.Changed, afterChange, MostFaults, tables, ct)));

    private static async Task<Results<RazorComponentResult<SchoolImportPage>, ProblemHttpResult>> HandlePageAsync(
        Guid id, Caller caller, Tables tables, CancellationToken ct, int afterFault = 0, int afterChange = 0, int afterNew = 0)
    {
        if (await FindAsync(id, tables, ct) is not { } import)
        {
            return Problems.NotFound();
        }

        return new RazorComponentResult<SchoolImportPage>(new
        {
            Caller = caller,
            Import = import,
            Progress = await ProgressAsync(id, tables, ct),
            Faults = await FaultsAsync(id, afterFault, PageSize, tables, ct),
            Changed = await RowsAsync(id, ImportEffect.Changed, afterChange, PageSize, tables, ct),
            New = await RowsAsync(id, ImportEffect.New, afterNew, PageSize, tables, ct),
        });
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleFaultsAsync(Guid id, Tables tables, CancellationToken ct)
    {
        if (await FindAsync(id, tables, ct) is null)
        {
            return Problems.NotFound();
        }

        var csv = new CsvText();
        csv.Row("line", "column", "reason");
        foreach (var fault in await FaultsAsync(id, 0, int.MaxValue, tables, ct))
        {
            csv.Row(fault.Line.ToString(CultureInfo.InvariantCulture), fault.Column, fault.Reason);
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "school_import_faults.csv");
    }

    private static async Task<SchoolImportList?> FindAsync(Guid id, Tables tables, CancellationToken ct) =>
        await tables.ReadAsync("Imports.FindImport.sql", SchoolImportList.Read, ct, id) is [var found] ? found : null;

    private static async Task<ImportProgress?> ProgressAsync(Guid id, Tables tables, CancellationToken ct) =>
        await tables.ReadAsync("Imports.Progress.sql", row => new ImportProgress(row.GetString(0), row.GetInt32(1), row.GetInt32(2)), ct, id) is [var progress] ? progress : null;

    private static Task<List<ImportFault>> FaultsAsync(Guid id, int after, int most, Tables tables, CancellationToken ct) =>
        tables.ReadAsync("Imports.FaultsOf.sql", row => new ImportFault(row.GetInt32(3), row.GetInt32(0), row.GetString(1), row.GetString(2)), ct, id, after, most);

    private static Task<List<ImportedRow>> RowsAsync(Guid id, ImportEffect effect, int after, int most, Tables tables, CancellationToken ct) => tables.ReadAsync(
        "Imports.RowsOf.sql",
        row => new ImportedRow(row.GetInt32(0), row.GetInt32(1), row.GetString(3), row.GetString(4), JsonSerializer.Deserialize(row.GetString(5), ReportingJson.Default.IReadOnlyListFieldChange)!),
        ct, id, effect.ToString(), after, most);
}

/// <summary>How far the work on an import is: bytes or rows.</summary>
public sealed record ImportProgress(string Step, int Done, int Total);

/// <summary>A fault of a file; <paramref name="Number"/> counts the file's faults and is what the next page comes after.</summary>
public sealed record ImportFault(int Number, int Line, string Column, string Reason);

/// <summary>A row that lists a school or changes one.</summary>
public sealed record ImportedRow(int Line, int Urn, string Name, string LocalAuthority, IReadOnlyList<FieldChange> Changes);

/// <summary>An import as the API tells it.</summary>
public sealed record SchoolImportReport(
    Guid ImportId, string FileName, ImportState Status, int Rows, int New, int Changed, int Unchanged, int Faulty,
    ImportProgress? Progress, IReadOnlyList<ImportFault> Faults, IReadOnlyList<ImportedRow> Changes);
