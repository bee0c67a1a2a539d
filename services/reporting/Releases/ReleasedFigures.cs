using System.Collections.Concurrent;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Microsoft.Extensions.Options;

namespace Cohesion.Reporting.Releases;

/// <summary>
/// What leaves the schools, release by release. A release is made when somebody outside asks and the last one is old enough, for all schools that
/// trusts and authorities tie together, and held against all before it; until then everyone is told the last one.
/// </summary>
public sealed class ReleasedFigures(Store store, Tables tables, ReleaseLedger ledger, IOptions<DisclosureOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, Release> _known = [];

    /// <summary>Releases that stand although the next was due: whether anything new may leave is asked once a day.</summary>
    private readonly ConcurrentDictionary<long, DateOnly> _askedOn = [];

    /// <summary>The release that holds for these authorities; without any count there is an empty one that has not left.</summary>
    public async Task<Release> OfAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var connection = await store.DataSource.OpenConnectionAsync(ct);
        if (await ledger.LatestAsync(connection, year, measure, authorities, ct) is { } latest && !IsDue(latest))
        {
            return await KnownAsync(connection);
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await tables.ReadAsync(connection, "Releases.OneAtATime.sql", _ => 0, ct, year.StartYear, measure.Name);
        // Who waited for another to make it has it too.
        if (await ledger.LatestAsync(connection, year, measure, authorities, ct) is { } made && !IsDue(made))
        {
            latest = made;
            return await KnownAsync(connection);
        }

        var earlier = await ledger.ReadAsync(connection, year, measure, authorities, null, ct);
        var counted = await measure.CountAsync(year, authorities, ct);
        var next = counted.Count == 0 ? null : NextRelease.Decide(counted, earlier, measure.Sums, measure.ForAreasOnly, options.Value.ThresholdFor, clock.GetUtcNow());
        if (next is null)
        {
            var stands = earlier.Count > 0 ? earlier[^1] : Empty();
            _askedOn[stands.Number] = London.Today(clock);
            return stands;
        }

        next = await ledger.AddAsync(connection, year, measure, authorities, next, ct);
        await transaction.CommitAsync(ct);
        return _known[next.Number] = next;

        async Task<Release> KnownAsync(Npgsql.NpgsqlConnection open) => _known.TryGetValue(latest.Number, out var known) ? known
            : _known[latest.Number] = (await ledger.ReadAsync(open, year, measure, authorities, latest.Number, ct))[0];
    }

    /// <summary>The first day of the next release after one.</summary>
    public DateOnly NextAfter(Release release) => London.DayOf(release.At).AddDays(options.Value.DaysBetweenReleases);

    private bool IsDue((long Number, DateTimeOffset At) latest) =>
        London.Today(clock) is var today && today >= London.DayOf(latest.At).AddDays(options.Value.DaysBetweenReleases) && _askedOn.GetValueOrDefault(latest.Number) < today;

    private Release Empty() => new(
        0, clock.GetUtcNow(), new Dictionary<int, CountedSchool>(), Enum.GetValues<Audience>().ToDictionary(a => a, _ => Publication.Of([], [], options.Value.Threshold)));
}
