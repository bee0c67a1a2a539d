using System.Collections.Concurrent;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cohesion.Reporting.Releases;

/// <summary>
/// What leaves the schools, release by release. A release is made when somebody outside asks and the last one is old enough, for all schools that
/// trusts and authorities tie together, and held against all before it; until it is there everyone is told the last one.
/// </summary>
public sealed partial class ReleasedFigures(
    Store store, Tables tables, ReleaseLedger ledger, IOptions<DisclosureOptions> options, TimeProvider clock, IHostApplicationLifetime host, ILogger<ReleasedFigures> logger)
{
    private readonly ConcurrentDictionary<long, Release> _known = [];

    /// <summary>Those after which the next is being made.</summary>
    private readonly ConcurrentDictionary<long, Task> _making = [];

    /// <summary>Releases that stand although the next was due: whether anything new may leave is asked once a day.</summary>
    private readonly ConcurrentDictionary<long, DateOnly> _askedOn = [];

    /// <summary>The release that holds for these authorities; without any count there is an empty one that has not left.</summary>
    public async Task<Release> OfAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        if (await ledger.LatestAsync(connection, year, measure, authorities, ct) is not { } latest)
        {
            return await MakeAsync(connection, measure, year, authorities, ct);
        }

        if (IsDue(latest))
        {
            _ = _making.GetOrAdd(latest.Number, _ => Task.Run(() => MakeNextAsync(latest.Number, measure, year, authorities, host.ApplicationStopping), host.ApplicationStopping));
        }

        return await KnownAsync(connection, measure, year, authorities, latest.Number, ct);
    }

    private async Task MakeNextAsync(long after, IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        try
        {
            await using var connection = await store.Home.OpenAsync(ct);
            var release = await MakeAsync(connection, measure, year, authorities, ct);
            Released(logger, measure.Name, release.Number, release.Schools.Count, release.Schools.Values.Count(s => s.Stands));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(logger, error, measure.Name);
        }
        finally
        {
            _making.TryRemove(after, out _);
        }
    }

    private async Task<Release> MakeAsync(NpgsqlConnection connection, IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await tables.ReadAsync(connection, "Releases.OneAtATime.sql", _ => 0, ct, year.StartYear, measure.Name);
        // Who waited for another to make it has it too.
        if (await ledger.LatestAsync(connection, year, measure, authorities, ct) is { } made && !IsDue(made))
        {
            return await KnownAsync(connection, measure, year, authorities, made.Number, ct);
        }

        var earlier = await ledger.ReadAsync(connection, year, measure, authorities, null, ct);
        var counted = await measure.CountAsync(year, authorities, ct);
        var next = counted.Count == 0 ? null : NextRelease.Decide(counted, earlier, measure.Sums, measure.ForAreasOnly, ThresholdFor, clock.GetUtcNow());
        if (next is null)
        {
            var stands = earlier.Count > 0 ? earlier[^1] : Empty();
            _askedOn[stands.Number] = London.Today(clock);
            return stands;
        }

        next = await ledger.AddAsync(connection, year, measure, authorities, next, ct);
        await transaction.CommitAsync(ct);
        return _known[next.Number] = next;
    }

    private async Task<Release> KnownAsync(NpgsqlConnection connection, IReleasedMeasure measure, AcademicYear year, int[] authorities, long number, CancellationToken ct) =>
        _known.TryGetValue(number, out var known) ? known : _known[number] = (await ledger.ReadAsync(connection, year, measure, authorities, number, ct))[0];

    /// <summary>The last release that all of these authorities are in, however old; null where there is none.</summary>
    public async Task<Release?> StandingAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await ledger.LatestAsync(connection, year, measure, authorities, ct) is { } latest ? await KnownAsync(connection, measure, year, authorities, latest.Number, ct) : null;
    }

    /// <summary>Where no authority publishes, the public is told nothing.</summary>
    private int? ThresholdFor(Audience audience) => audience is Audience.Public && options.Value.PublicAuthorities.Count == 0 ? null : options.Value.ThresholdFor(audience);

    /// <summary>The first day of the next release after one.</summary>
    public DateOnly NextAfter(Release release) => London.DayOf(release.At).AddDays(options.Value.DaysBetweenReleases);

    private bool IsDue((long Number, DateTimeOffset At) latest) =>
        London.Today(clock) is var today && today >= London.DayOf(latest.At).AddDays(options.Value.DaysBetweenReleases) && _askedOn.GetValueOrDefault(latest.Number) < today;

    [LoggerMessage(4111, LogLevel.Information, "Release of {Measure}: {Number} holds, {Schools} schools, {Standing} of them as before")]
    private static partial void Released(ILogger logger, string measure, long number, int schools, int standing);

    [LoggerMessage(4112, LogLevel.Error, "A release of {Measure} could not be made; the last one holds, and the next who asks tries again")]
    private static partial void Failed(ILogger logger, Exception error, string measure);

    private Release Empty() => new(
        0, clock.GetUtcNow(), new Dictionary<int, CountedSchool>(), Enum.GetValues<Audience>().ToDictionary(a => a, _ => Publication.Of([], [], options.Value.Threshold)));
}
