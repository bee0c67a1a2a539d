using System.Collections.Concurrent;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Referrals;

/// <summary>What leaves the schools about referrals: each is about a child, so numbers of them are as small a matter as numbers of children.</summary>
public sealed class PublishedReferrals(Tables tables, IOptions<DisclosureOptions> options)
{
    private readonly ConcurrentDictionary<(int Year, int La), Decided> _decided = [];

    public async Task<Publication> OfAsync(AcademicYear year, int[] authorities, CancellationToken ct)
    {
        using var _ = DataScope.Beyond("what is hidden is decided for all schools together");
        var rows = await RowsAsync(year, authorities, ct);
        var key = (year.StartYear, authorities is [var first, ..] ? first : 0);
        if (_decided.TryGetValue(key, out var decided) && decided.Rows.SequenceEqual(rows))
        {
            return decided.Figures;
        }

        var schools = rows.GroupBy(r => (r.Urn, r.LaCode, r.TrustId)).Select(s => new SchoolFigures(s.Key.Urn, s.Key.LaCode, s.Key.TrustId, ReferralGroups.Of(s.Select(r => (r.State, r.InTime, r.Count)))));
        var publication = Publication.Of([.. schools], ReferralGroups.Sums, options.Value.Threshold, ReferralGroups.ForAreasOnly);
        _decided[key] = new Decided(rows, publication);
        return publication;
    }

    /// <summary>A school's own numbers, nothing hidden.</summary>
    public async Task<IReadOnlyDictionary<Column, Figure>> ExactAsync(AcademicYear year, int laCode, int urn, CancellationToken ct) =>
        ReferralGroups.Of((await RowsAsync(year, [laCode], ct)).Where(r => r.Urn == urn).Select(r => (r.State, r.InTime, r.Count)));

    /// <summary>Half of the decisions took no longer than this; null without any.</summary>
    public async Task<TimeSpan?> MedianAsync(AcademicYear year, int[] urns, CancellationToken ct) =>
        (await tables.ReadAsync("Referrals.MedianToDecide.sql", row => row.IsDBNull(0) ? (TimeSpan?)null : TimeSpan.FromSeconds(row.GetDouble(0)), ct, year.StartYear, urns))[0];

    private Task<List<ReferralCount>> RowsAsync(AcademicYear year, int[] authorities, CancellationToken ct) => tables.ReadAsync(
        "Referrals.ReferralCounts.sql", row => new ReferralCount(row.GetInt32(0), row.GetInt32(1), row.Text(2), row.GetString(3), row.GetBoolean(4), row.GetInt32(5)), ct, year.StartYear, authorities);

    private sealed record ReferralCount(int Urn, int LaCode, string? TrustId, string State, bool InTime, int Count);

    private sealed record Decided(IReadOnlyList<ReferralCount> Rows, Publication Figures);
}
