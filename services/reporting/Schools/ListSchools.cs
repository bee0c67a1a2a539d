using System.Globalization;
using Cohesion.Hosting;
using Cohesion.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Reporting.Schools;

/// <summary>A school as lists show it.</summary>
public sealed record ListedSchool(
    int Urn, string Name, int LaCode, string LaName, string? TrustId, string? TrustName, string Phase, string Status, int? NumberOfPupils, string? Town, long Version);

/// <summary>A page of schools; <paramref name="Next"/> goes into <c>cursor</c> of the next question, null at the end.</summary>
public sealed record SchoolPage(IReadOnlyList<ListedSchool> Items, string? Next);

/// <summary>What is asked of the list of schools.</summary>
public sealed record SchoolQuestion(string? Q, int? La, string? Trust, string? Phase, bool? Open, string Sort, int Page);

/// <summary>The schools that a caller may see: all for administrators, else those of their trust, authority or own.</summary>
public static class ListSchools
{
    private const int PageSize = 25;
    private const int ApiPageSize = 200;

    private static readonly string[] Sorts = ["name", "-name", "la", "-la", "trust", "-trust", "pupils", "-pupils"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/schools", HandleAsync).Audited("schools", AuditAct.Saw, AuditPurpose.Oversight, forPlatform: true).RequireRoles(Enum.GetValues<Role>())
            .WithName("ListSchools").WithTags("Schools").WithSummary("The schools you may see, by URN, a page at a time.");
        routes.MapGet("/reports/schools", HandlePageAsync)
            .Audited("schools", AuditAct.Saw, AuditPurpose.Oversight, forPlatform: true).RequireRoles(Role.Administrator, Role.TrustAnalyst, Role.LaOfficer);
    }

    private static async Task<Results<Ok<SchoolPage>, ProblemHttpResult>> HandleAsync(Caller caller, Tables tables, CancellationToken ct, int? la = null, string? trust = null, string? cursor = null)
    {
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Problems.Invalid([new Fault("cursor", "cursor", "Use the next value of the page before.")]);
        }

        int? after = cursor is null ? null : int.Parse(cursor, CultureInfo.InvariantCulture);
        var (schools, _) = await AskAsync(caller, new SchoolQuestion(null, la, trust, null, null, "urn", 1), after, ApiPageSize, tables, ct);
        return TypedResults.Ok(new SchoolPage(schools, schools.Count == ApiPageSize ? schools[^1].Urn.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<RazorComponentResult<SchoolsPage>> HandlePageAsync(
        Caller caller, Tables tables, CancellationToken ct, string? q = null, string? la = null, string? trust = null, string? phase = null, string? open = null, string? sort = null, int page = 1)
    {
        var question = new SchoolQuestion(
            Given(q), int.TryParse(la, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null, Given(trust), Given(phase),
            open switch { "open" => true, "closed" => false, _ => null }, Sorts.Contains(sort) ? sort! : "name", Math.Max(1, page));
        var (schools, total) = await AskAsync(caller, question, null, PageSize, tables, ct);
        var filters = await tables.ReadAsync("Schools.SchoolFilters.sql", row => (Facet: row.GetString(0), Option: new Option(row.GetString(1), row.GetString(2))), ct, ScopeOf(caller));
        return new(new
        {
            Caller = caller,
            Question = question,
            Schools = schools,
            Total = total,
            Las = filters.Where(f => f.Facet == "la").Select(f => f.Option).ToList(),
            Trusts = filters.Where(f => f.Facet == "trust").Select(f => f.Option).ToList(),
            Phases = filters.Where(f => f.Facet == "phase").Select(f => f.Option).ToList(),
        });
    }

    private static async Task<(List<ListedSchool> Schools, long Total)> AskAsync(Caller caller, SchoolQuestion q, int? after, int size, Tables tables, CancellationToken ct)
    {
        var rows = await tables.ReadAsync(
            "Schools.ListSchools.sql",
            row => (School: new ListedSchool(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Text(4), row.Text(5), row.GetString(6), row.GetString(7), row.Number(8), row.Text(9), row.GetInt64(10)), Total: row.GetInt64(11)),
            ct, [.. ScopeOf(caller), q.Q, q.La, q.Trust, q.Phase, q.Open, after, q.Sort, size, (q.Page - 1) * size]);
        return (rows.ConvertAll(r => r.School), rows is [var first, ..] ? first.Total : 0);
    }

    private static object?[] ScopeOf(Caller caller) => [caller.Is(Role.Administrator), caller.Schools.ToArray(), caller.Trusts.ToArray(), caller.LocalAuthorities.ToArray()];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
