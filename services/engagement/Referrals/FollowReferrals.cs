using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Schools;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Engagement.Referrals;

/// <summary>An agency follows its own referrals. Another agency's referral is like one that is not there.</summary>
public static class FollowReferrals
{
    private const int PageSize = 25;

    /// <summary>A page of referrals, newest first; <c>next</c> is the cursor of the following page.</summary>
    public sealed record Page(IReadOnlyList<AgencyReferral> Items, string? Next);

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/referrals", ListAsync).Audited("referrals", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireAgency().WithTags("Referrals");
        app.MapGet("/api/v1/referrals/{id:guid}", ShowAsync)
            .Audited("referral", AuditAct.Saw, AuditPurpose.Referral, special: true).RequireAgency().WithTags("Referrals");
    }

    private static async Task<Results<Ok<AgencyReferral>, ProblemHttpResult>> ShowAsync(
        Guid id, ReferringAgency agency, ReferralDesk desk, ReferralPapers papers, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await desk.FindAsync(id, agency, ct) is not { } row)
        {
            return Problems.NotFound();
        }

        var texts = await papers.TextsAsync(row.Urn, ReferralId.Of(id), ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(AgencyReferral.Of(row, texts.GetValueOrDefault(ReferralText.Signpost), clock.GetUtcNow()));
    }

    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(
        string? state, string? cursor, ReferringAgency agency, Database database, SchoolList schools, TimeProvider clock, CancellationToken ct)
    {
        List<Fault> faults = [];
        if (state is not null && !ReferralStates.TryParse(state, out _))
        {
            faults.Add(new Fault("state", "unknown-code", $"The state must be one of: {string.Join(", ", ReferralStates.All.Select(ReferralStates.Name))}"));
        }

        if (!TryReadCursor(cursor, out var after, out var afterId))
        {
            faults.Add(new Fault("cursor", "not-a-cursor", "Give the cursor as the page before gave it"));
        }

        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        var scope = agency.Key.Scope;
        var rows = await database.ListAsync(
            "Referrals.FindAgencyReferrals.sql", RowsJson.Default.ReferralRow,
            [agency.Id.Value, state, after, afterId, PageSize + 1, await TenantsAsync(scope, schools, ct), scope.Reasons.ToArray(), scope.Urgencies.ToArray()], ct);
        var page = rows.Take(PageSize).ToList();
        var signposts = (await database.ListAsync(
            "Referrals.FindSignposts.sql", RowsJson.Default.SubjectName, [agency.Id.Value, page.Select(row => row.ReferralId).ToArray()], ct))
            .ToDictionary(signpost => signpost.ReferralId, signpost => signpost.Name);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new Page(
            [.. page.Select(row => AgencyReferral.Of(row, signposts.GetValueOrDefault(row.ReferralId), now))],
            rows.Count > PageSize ? WriteCursor(page[^1]) : null));
    }

    /// <summary>The schools that a key reaches, as tenants; null for all.</summary>
    private static async Task<string[]?> TenantsAsync(KeyScope scope, SchoolList schools, CancellationToken ct) => scope.EverySchool
        ? null
        : [.. scope.Schools.Concat(await schools.OfAuthoritiesAsync(scope.LocalAuthorities, ct)).Distinct().Select(urn => Tenant.Of(urn).Value)];

    private static string WriteCursor(ReferralRow row) => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.ReceivedAt.ToUniversalTime():O}|{row.ReferralId}")));

    private static bool TryReadCursor(string? cursor, out DateTimeOffset? after, out Guid? id)
    {
        (after, id) = (null, null);
        if (cursor is null)
        {
            return true;
        }

        if (!Base64Url.IsValid(cursor) || Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('|') is not [var at, var referral]
            || !DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) || !Guid.TryParse(referral, out var guid))
        {
            return false;
        }

        (after, id) = (moment.ToUniversalTime(), guid);
        return true;
    }
}
