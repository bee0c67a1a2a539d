using Cohesion.Contracts;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;

namespace Cohesion.Reporting.Referrals;

/// <summary>Referrals as they are counted: each is about a child, so numbers of them are as small a matter as numbers of children and leave in releases.</summary>
public sealed class PublishedReferrals(Tables tables, TimeProvider clock) : IReleasedMeasure
{
    public string Name => "referrals";

    public TableShape Shape => ReferralGroups.Shape;

    public async Task<IReadOnlyList<CountedSchool>> CountAsync(AcademicYear year, int[] authorities, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. (await RowsAsync(year, authorities, ct)).GroupBy(r => (r.Urn, r.LaCode, r.TrustId)).Select(s => new CountedSchool(
                new SchoolFigures(s.Key.Urn, s.Key.LaCode, s.Key.TrustId, ReferralGroups.Of(s.Select(r => (r.State, r.InTime, r.Count)))), now)),
        ];
    }

    /// <summary>A school's own numbers, nothing hidden and nothing waited for.</summary>
    public async Task<IReadOnlyDictionary<Column, Figure>> ExactAsync(AcademicYear year, int laCode, int urn, CancellationToken ct) =>
        ReferralGroups.Of((await RowsAsync(year, [laCode], ct)).Where(r => r.Urn == urn).Select(r => (r.State, r.InTime, r.Count)));

    /// <summary>Half of the decisions made by a time took no longer than this; null without any.</summary>
    public async Task<TimeSpan?> MedianAsync(AcademicYear year, int[] urns, DateTimeOffset asAt, CancellationToken ct) =>
        (await tables.ReadAsync("Referrals.MedianToDecide.sql", row => row.IsDBNull(0) ? (TimeSpan?)null : TimeSpan.FromSeconds(row.GetDouble(0)), ct, year.StartYear, urns, asAt))[0];

    private Task<List<ReferralCount>> RowsAsync(AcademicYear year, int[] authorities, CancellationToken ct) => tables.ReadAsync(
        "Referrals.ReferralCounts.sql", row => new ReferralCount(row.GetInt32(0), row.Number(1), row.Text(2), row.GetString(3), row.GetBoolean(4), row.GetInt32(5)), ct, year.StartYear, authorities);

    private sealed record ReferralCount(int Urn, int? LaCode, string? TrustId, string State, bool InTime, int Count);
}
