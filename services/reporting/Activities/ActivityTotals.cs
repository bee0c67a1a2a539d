using Cohesion.Contracts;

namespace Cohesion.Reporting.Activities;

/// <summary>Sessions of one strand, dimension or kind: those that took place, are still planned, were cancelled.</summary>
public sealed record SessionCount(string Code, string Label, int TookPlace, int Planned, int Cancelled);

/// <summary>Sessions arranged by one thing that they are about.</summary>
public sealed record SessionFacet(string Code, string Label, IReadOnlyList<SessionCount> Counts);

/// <summary>What the schools of an area did. Sessions are not about persons, so no number of them is hidden.</summary>
public sealed record ActivityTotals(SessionCount All, SessionCount Community, IReadOnlyList<SessionFacet> Facets)
{
    private static readonly IReadOnlyList<(string Facet, string Label, IReadOnlyList<Code> Codes)> Arranged =
    [
        ("strand", "Strand of the policy", Codes.Strands),
        ("dimension", "Dimension of community", Codes.Dimensions),
        ("kind", "Kind of activity", Codes.ActivityKinds),
    ];

    public static async Task<ActivityTotals> OfAsync(Tables tables, AcademicYear year, int[] urns, CancellationToken ct)
    {
        var rows = await tables.ReadAsync(
            "Activities.TotalsOf.sql", row => (Facet: row.GetString(0), Code: row.GetString(1), Planned: row.GetInt32(2), TookPlace: row.GetInt32(3), Cancelled: row.GetInt32(4)), ct, year.StartYear, urns);
        SessionCount Count(string facet, string code, string label) =>
            rows.Find(r => r.Facet == facet && r.Code == code) is { Facet: not null } found ? new(code, label, found.TookPlace, found.Planned, found.Cancelled) : new(code, label, 0, 0, 0);

        return new ActivityTotals(
            Count("all", "all", "All sessions"), Count("community", "community", "Community-based"),
            [.. Arranged.Select(a => new SessionFacet(a.Facet, a.Label, [.. a.Codes.Select(c => Count(a.Facet, c.Value, c.Label))]))]);
    }
}
