using System.Globalization;
using System.Text;
using Cohesion.Contracts;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Partners;

/// <summary>A school takes its partners along as a file: what the page shows, without the person one speaks to.</summary>
public static class ExportPartners
{
    private static readonly string[] Columns = ["partner", "sector", "community", "since", "last_contact", "last_activity", "sessions", "learners_present", "ended"];

    public static void Map(WebApplication app) =>
        app.MapGet("/engagement/schools/{urn:int}/partners.csv", HandleAsync)
            .Audited("partners", AuditAct.Exported, AuditPurpose.Partnership).RequireRoles(ListPartners.Readers).InSchool();

    public static string Write(IEnumerable<PartnerListItem> partners)
    {
        var csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var partner in partners)
        {
            csv.AppendJoin(
                ',', Cell(partner.Name), Cell(Codes.LabelOf(Codes.Sectors, partner.Sector)), Cell(partner.Community ?? ""), Day(partner.Since), Day(partner.LastContact),
                Day(partner.LastActivity), partner.Sessions.ToString(CultureInfo.InvariantCulture), partner.Presences.ToString(CultureInfo.InvariantCulture), Day(partner.Ended))
                .Append("\r\n");
        }

        return csv.ToString();
    }

    private static async Task<IResult> HandleAsync(
        int urn, string? sector, string? show, string? sort, PartnerList partners, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var shown = ListPartners.Shown(await partners.OfAsync(urn, ct), sector, show, sort, London.Today(clock));
        response.Headers.ContentDisposition = $"attachment; filename=\"partners-{urn}.csv\"";
        return TypedResults.Text(Write(shown), "text/csv", Encoding.UTF8);
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.IndexOfAny([',', '"', '\n', '\r']) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
