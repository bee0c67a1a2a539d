using System.Globalization;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cohesion.Web;

/// <summary>The rows that the page shows, all of them, as a file, for a reason that goes on record with the download.</summary>
public static class ExportAudit
{
    /// <summary>Why a record may leave the system.</summary>
    public static IReadOnlyList<Option> Reasons { get; } =
    [
        new("routine-check", "A routine check"), new("incident", "A possible breach or misuse"), new("subject-access-request", "A subject access request"), new("complaint", "A complaint"),
        new("inspection", "An inspection or audit from outside"),
    ];

    private static readonly string[] Columns =
        ["sequence", "at", "who", "role", "act", "outcome", "what", "item", "special category", "purpose", "reason", "correlation", "times", "key", "previous", "hash"];

    public static void Map(IEndpointRouteBuilder app, AuditSite site) =>
        app.MapGet(site.Root + "/export.csv", (int urn, Caller caller, HttpContext http, AuditLedger ledger) => HandleAsync(site, urn, caller, http, ledger))
            .Audited("audit", AuditAct.Exported, AuditPurpose.Accountability, reasons: [.. Reasons.Select(reason => reason.Value)]).RequireRoles(AuditSite.Readers).InSchool();

    private static async Task<IResult> HandleAsync(AuditSite site, int urn, Caller caller, HttpContext http, AuditLedger ledger)
    {
        var faults = new List<Fault>();
        var search = AuditQuestion.From(http.Request.Query).Search(urn, faults);
        if (Reasons.All(reason => reason.Value != http.Request.Query["reason"]))
        {
            return await ShowAudit.PageAsync(site, urn, caller, http, ledger, [new Fault("reason", "required", "Select why you take the record away")]);
        }

        return faults.Count > 0
            ? await ShowAudit.PageAsync(site, urn, caller, http, ledger, [])
            : SpreadsheetFile.Of($"audit-{site.Path}-{urn}.csv", Columns, ledger.FindAsync(search, null, int.MaxValue, http.RequestAborted).Select(CellsOf));
    }

    private static IEnumerable<string> CellsOf(AuditRow row)
    {
        var entry = row.Entry;
        return
        [
            Text(row.Sequence), entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Who, entry.Role, AuditCodes.Of(entry.Act), AuditCodes.Of(entry.Outcome), entry.What, entry.Item,
            entry.Special ? "yes" : "no", entry.Purpose, entry.Reason, entry.Correlation, Text(entry.Times), row.Key, Convert.ToHexStringLower(row.Previous), Convert.ToHexStringLower(row.Hash),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
