using System.Globalization;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Sharing;

namespace Cohesion.Reporting.Schools;

/// <summary>A school by name, with the trust and the local authority that it counts for.</summary>
/// <param name="Shared">The kinds of figures that whoever asks may see of it: codes of <see cref="SharedFigures"/>.</param>
public sealed record AreaSchool(int Urn, string Name, int LaCode, string LaName, string? TrustId, string? TrustName, string Phase, bool Open, string EstablishmentNumber, IReadOnlyList<string> Shared);

/// <summary>Which schools a trust or local authority has, as GIAS says, and which authorities must be looked at together.</summary>
public sealed class Areas(Tables tables)
{
    /// <summary>The schools of a body by name; closed ones too, because what happened there this year counts.</summary>
    public Task<List<AreaSchool>> SchoolsAsync(Body body, CancellationToken ct) => tables.ReadAsync(
        "Schools.SchoolsOfArea.sql",
        row => new AreaSchool(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Text(4), row.Text(5), row.GetString(6), row.GetBoolean(7), row.GetString(8), row.GetFieldValue<string[]>(9)),
        ct, body.Kind.ToString(), body.Kind is BodyKind.Trust ? null : int.Parse(body.Id, CultureInfo.InvariantCulture), body.Kind is BodyKind.Trust ? body.Id : null);

    /// <summary>The kinds of figures that a school shares with a body today.</summary>
    /// <param name="with">A trust or a local authority.</param>
    public async Task<IReadOnlyList<string>> SharedAsync(int urn, Tenant with, CancellationToken ct) =>
        (await tables.ReadAsync("Sharing.SharedWith.sql", row => row.GetFieldValue<string[]>(0), ct, urn, with.Value))[0];

    /// <summary>The authorities of some schools, with all others that trusts tie them to: what is hidden is decided for all of them together.</summary>
    public async Task<int[]> TiedAuthoritiesAsync(IEnumerable<AreaSchool> schools, CancellationToken ct)
    {
        var pairs = await tables.ReadAsync("Schools.TrustAuthorities.sql", row => (Trust: row.GetString(0), La: row.GetInt32(1)), ct);
        var own = schools.Select(s => s.LaCode).ToHashSet();
        var sets = pairs.GroupBy(p => p.Trust).Select(trust => trust.Select(p => p.La).ToHashSet()).Concat(own.Select(la => new HashSet<int> { la }));
        return [.. AreaSums.Tied(sets).Where(las => las.Overlaps(own)).SelectMany(las => las).Distinct().Order()];
    }
}
