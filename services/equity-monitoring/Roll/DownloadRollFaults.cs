using System.Globalization;
using System.Text;
using Cohesion.Hosting;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A data manager takes the list of faults along to put them right in the school's system.</summary>
public static class DownloadRollFaults
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/rolls/{urn:int}/imports/{importId:guid}/faults", ListAsync)
            .Audited("roll-faults", AuditAct.Saw, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool()
            .WithName("ListRollFaults").WithTags("Rolls").WithSummary("Every fault of an import by line, column and reason.");
        app.MapGet("/equity/schools/{urn:int}/roll/imports/{importId:guid}/faults.csv", FileAsync)
            .Audited("roll-faults", AuditAct.Exported, AuditPurpose.EqualityMonitoring, special: true).RequireRoles(UploadRoll.Importers).InSchool();
    }

    /// <summary>The faults as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    internal static byte[] Csv(IReadOnlyList<RollFault> faults)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var header in new[] { "Line", "Column", "Reason", "Code" })
            {
                csv.WriteField(header);
            }

            csv.NextRecord();
            foreach (var fault in faults)
            {
                csv.WriteField(fault.Line);
                csv.WriteField(fault.Column);
                csv.WriteField(fault.Message);
                csv.WriteField(fault.Code);
                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    private static async Task<Results<Ok<IReadOnlyList<Fault>>, ProblemHttpResult>> ListAsync(int urn, Guid importId, SchoolRoll roll, CancellationToken ct) =>
        await roll.ImportAsync(urn, new(importId), ct) is null
            ? Problems.NotFound()
            : TypedResults.Ok<IReadOnlyList<Fault>>([.. (await roll.FaultsAsync(new(importId), ct)).Select(fault => new Fault(fault.Column ?? "row", fault.Code, fault.Message, fault.Line, fault.Column))]);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(int urn, Guid importId, SchoolRoll roll, CancellationToken ct) =>
        await roll.ImportAsync(urn, new(importId), ct) is null
            ? Problems.NotFound()
            : TypedResults.File(Csv(await roll.FaultsAsync(new(importId), ct)), "text/csv; charset=utf-8", $"roll-faults-{urn}.csv");
}
