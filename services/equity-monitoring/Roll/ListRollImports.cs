using System.Globalization;
using Cohesion.EquityMonitoring.Schools;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>An import's numbers, for programs.</summary>
public sealed record RollImportSummary(
    Guid ImportId, RollImportStatus Status, DateTimeOffset UploadedAt, DateTimeOffset? AppliedAt, int Rows, int RowsRead, RollCounts Counts, bool NeedsConfirmation, string? Refusal,
    IReadOnlyList<string> ColumnsMissing, IReadOnlyList<string> ColumnsIgnored)
{
    internal static RollImportSummary Of(SeenImport import) => new(
        import.Id.Value, import.Status, import.UploadedAt, import.AppliedAt, import.Rows, import.RowsRead, import.Counts,
        import.Status is RollImportStatus.Ready && ApplyRoll.NeedsConfirmation(import.Counts), import.Refusal, import.Absent, import.Ignored);
}

/// <summary>A page of imports, newest first; <paramref name="Next"/> is the cursor of the next page, null on the last.</summary>
public sealed record RollImportsPage(IReadOnlyList<RollImportSummary> Items, string? Next);

/// <summary>The roll in numbers.</summary>
public sealed record RollSummary(int Urn, string School, int OnRoll, int Headcount, IReadOnlyList<YearOnRoll> Years);

/// <summary>A program asks how a school's roll stands and what became of its imports.</summary>
public static class ListRollImports
{
    private const int PageSize = 25;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/rolls/{urn:int}", RollAsync).Audited("roll", AuditAct.Saw, AuditPurpose.EqualityMonitoring).RequireRoles(UploadRoll.Importers).InSchool()
            .WithName("SeeRoll").WithTags("Rolls").WithSummary("How many learners are on the roll, by year group.");
        app.MapGet("/api/v1/rolls/{urn:int}/imports", ListAsync)
            .Audited("roll-imports", AuditAct.Saw, AuditPurpose.EqualityMonitoring).RequireRoles(UploadRoll.Importers).InSchool()
            .WithName("ListRollImports").WithTags("Rolls").WithSummary("The imports of a school's roll, newest first.");
        app.MapGet("/api/v1/rolls/{urn:int}/imports/{importId:guid}", OneAsync)
            .Audited("roll-import", AuditAct.Saw, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool()
            .WithName("SeeRollImport").WithTags("Rolls").WithSummary("One import: how far it is, what it would change or has changed.");
    }

    private static async Task<Results<Ok<RollSummary>, ProblemHttpResult>> RollAsync(int urn, KnownSchools schools, SchoolRoll roll, CancellationToken ct)
    {
        if (await schools.FindAsync(urn, ct) is not { } school)
        {
            return Problems.NotFound();
        }

        var years = await roll.YearsAsync(urn, ct);
        return TypedResults.Ok(new RollSummary(urn, school.Name, years.Sum(year => year.Learners), years.Sum(year => year.Counted), years));
    }

    private static async Task<Results<Ok<RollImportsPage>, ProblemHttpResult>> ListAsync(int urn, SchoolRoll roll, CancellationToken ct, string? cursor = null)
    {
        DateTimeOffset? before = null;
        if (cursor is not null)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks)
            {
                return Problems.Invalid([new Fault("cursor", "malformed", "Use the cursor that the page before gave.")]);
            }

            before = new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        var imports = await roll.ImportsAsync(urn, before, PageSize + 1, ct);
        var next = imports.Count > PageSize ? imports[PageSize - 1].UploadedAt.UtcTicks.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new RollImportsPage([.. imports.Take(PageSize).Select(RollImportSummary.Of)], next));
    }

    private static async Task<Results<Ok<RollImportSummary>, ProblemHttpResult>> OneAsync(int urn, Guid importId, HttpResponse response, SchoolRoll roll, CancellationToken ct)
    {
        if (await roll.ImportAsync(urn, new(importId), ct) is not { } import)
        {
            return Problems.NotFound();
        }

        response.SetVersion(import.Version);
        return TypedResults.Ok(RollImportSummary.Of(import));
    }
}
