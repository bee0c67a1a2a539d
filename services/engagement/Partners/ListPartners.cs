using Cohesion.Contracts;
using Cohesion.Engagement.Schools;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Partners;

/// <summary>Who a school works with, from which sectors, since when, and what they did; and where nobody is yet.</summary>
public static class ListPartners
{
    public const int PageSize = 25;

    /// <summary>Who may enter and change partners.</summary>
    public static readonly Role[] Keepers = [Role.CohesionLead, Role.Head];

    /// <summary>Who may look at them.</summary>
    public static readonly Role[] Readers = [Role.Teacher, Role.PastoralLead, Role.CohesionLead, Role.Head];

    public sealed record Page(IReadOnlyList<ShowPartner.Shown> Items, string? Next);

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/partners", ListAsync).Audited("partners", AuditAct.Saw, AuditPurpose.Partnership).RequireRoles(Readers).WithTags("Partners");
        app.MapGet("/engagement/schools/{urn:int}/partners", ShowAsync).Audited("partners", AuditAct.Saw, AuditPurpose.Partnership).RequireRoles(Readers).InSchool();
    }

    /// <summary>"31 partners; none yet from higher education; 5 not in touch for a year."</summary>
    public static string Lead(IReadOnlyList<PartnerListItem> partners, DateOnly today)
    {
        var active = partners.Where(partner => partner.Active).ToList();
        var missing = Partner.ExpectedSectors.Where(sector => active.All(partner => partner.Sector != sector)).ToList();
        var lapsed = active.Count(partner => partner.IsLapsed(today));
        List<string> parts = [Words.Sentence(Words.Count(active.Count, "partner"))];
        if (active.Count > 0 && missing.Count is > 0 and <= 3)
        {
            var names = missing.Select(sector => LowerFirst(Codes.LabelOf(Codes.Sectors, sector))).ToList();
            parts.Add("none yet from " + (names.Count == 1 ? names[0] : string.Join(", ", names.SkipLast(1)) + " or " + names[^1]));
        }
        else if (active.Count > 0 && missing.Count > 3)
        {
            parts.Add($"none yet from {missing.Count} of the {Partner.ExpectedSectors.Count} sectors that the policy names");
        }

        if (lapsed > 0)
        {
            parts.Add($"{lapsed} not in touch for a year");
        }

        return string.Join("; ", parts) + ".";
    }

    /// <summary>The partners that fit what was chosen: by sector unless asked for otherwise; those that ended only on request.</summary>
    internal static List<PartnerListItem> Shown(IEnumerable<PartnerListItem> partners, string? sector, string? show, string? sort, DateOnly today)
    {
        var fitting = partners
            .Where(partner => string.IsNullOrEmpty(sector) || partner.Sector == sector)
            .Where(partner => show switch { "lapsed" => partner.IsLapsed(today), "ended" => !partner.Active, _ => partner.Active });
        return sort switch
        {
            "name" => [.. fitting.OrderBy(partner => partner.Name, StringComparer.OrdinalIgnoreCase)],
            "last" => [.. fitting.OrderBy(partner => partner.LastInTouch ?? DateOnly.MinValue).ThenBy(partner => partner.Name, StringComparer.OrdinalIgnoreCase)],
            _ => [.. fitting.OrderBy(partner => Codes.LabelOf(Codes.Sectors, partner.Sector), StringComparer.Ordinal)],
        };
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static async Task<RazorComponentResult<ListPartnersPage>> ShowAsync(
        int urn, string? sector, string? show, string? sort, int? page, Caller caller, PartnerList partners, SchoolList schools, TimeProvider clock, CancellationToken ct) =>
        new(new
        {
            Caller = caller,
            Place = await schools.PlaceAsync(urn, ct),
            Partners = await partners.OfAsync(urn, ct),
            Today = London.Today(clock),
            Sector = sector ?? "",
            Show = show ?? "",
            Sort = sort ?? "",
            Number = Math.Max(1, page ?? 1),
        });

    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(
        int urn, string? sector, string? cursor, Caller caller, PartnerList partners, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.MayActFor(urn))
        {
            return Problems.NotFound();
        }

        if (sector is not null && Codes.Sectors.All(code => code.Value != sector))
        {
            return Problems.Invalid([new Fault("sector", "unknown-code", $"The sector must be one of: {string.Join(", ", Codes.Sectors.Select(code => code.Value))}")]);
        }

        // A school has some dozens of partners: the list is cut here, after the last partner that the page before showed.
        var all = (await partners.OfAsync(urn, ct)).Where(partner => sector is null || partner.Sector == sector).ToList();
        var start = Guid.TryParse(cursor, out var last) ? all.FindIndex(partner => partner.PartnerId == last) + 1 : 0;
        if (cursor is not null && start == 0)
        {
            return Problems.Invalid([new Fault("cursor", "not-a-cursor", "Give the cursor as the page before gave it")]);
        }

        var items = all.Skip(start).Take(PageSize).ToList();
        return TypedResults.Ok(new Page(
            [.. items.Select(item => ShowPartner.Shown.Of(item, null, London.Today(clock)))],
            start + items.Count < all.Count ? items[^1].PartnerId.ToString() : null));
    }
}
