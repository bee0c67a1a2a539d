using System.Collections.Concurrent;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Cohesion.Reporting.Disclosure;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cohesion.Reporting.Releases;

/// <summary>
/// What leaves the schools, release by release. A release is made when somebody outside asks on a release day or later, or when a school has ended its
/// agreement, for all schools that trusts and authorities tie together, and held against all before it; until it is there everyone is told the last one.
/// </summary>
public sealed partial class ReleasedFigures(
    Store store, Tables tables, ReleaseLedger ledger, IOptions<DisclosureOptions> options, TimeProvider clock, IHostApplicationLifetime host, ILogger<ReleasedFigures> logger)
{
    private const string Why = "what is hidden is decided for all schools together";

    private readonly ConcurrentDictionary<long, Release> _known = [];

    /// <summary>Those being made, by what they come after. Making one does not end when whoever asked goes away.</summary>
    private readonly ConcurrentDictionary<(string Measure, int Year, int Authority, long? After), Lazy<Task<Release>>> _making = [];

    /// <summary>Releases that hold although the next was due: whether anything new may leave is asked once a day. Who has left is always taken out.</summary>
    private readonly ConcurrentDictionary<long, DateOnly> _askedOn = [];

    /// <summary>The release that holds for these authorities; without any count there is an empty one that has not left.</summary>
    /// <param name="mustEnd">Whether it counts a school that must not be counted any longer, so that the next is due whatever the day.</param>
    public async Task<Release> OfAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, Func<Release, bool> mustEnd, CancellationToken ct)
    {
        using var beyond = DataScope.Beyond(Why);
        if (await LatestAsync(measure, year, authorities, ct) is not { } latest)
        {
            return await MakingAsync(after: null, measure, year, authorities).WaitAsync(ct);
        }

        if (mustEnd(latest) || (IsDue(latest) && _askedOn.GetValueOrDefault(latest.Number) < London.Today(clock)))
        {
            _ = MakingAsync(latest.Number, measure, year, authorities);
        }

        return latest;
    }

    /// <summary>The last release that all of these authorities are in, however old; null where there is none.</summary>
    public async Task<Release?> StandingAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        using var beyond = DataScope.Beyond(Why);
        return await LatestAsync(measure, year, authorities, ct);
    }

    /// <summary>The first day of the next release after one.</summary>
    public DateOnly NextAfter(Release release) => options.Value.NextReleaseDay(London.DayOf(release.At));

    private bool IsDue(Release release) => London.DayOf(release.At) < options.Value.LastReleaseDay(London.Today(clock));

    private async Task<Release?> LatestAsync(IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        return await LatestAsync(connection, measure, year, authorities, ct);
    }

    private async Task<Release?> LatestAsync(NpgsqlConnection connection, IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        if (await ledger.LatestAsync(connection, year, measure, authorities, ct) is not { } number)
        {
            return null;
        }

        return _known.TryGetValue(number, out var known) ? known
            : _known[number] = (await ledger.ReadAsync(connection, year, measure, authorities, ct)).Single(r => r.Number == number);
    }

    private Task<Release> MakingAsync(long? after, IReleasedMeasure measure, AcademicYear year, int[] authorities)
    {
        var key = (measure.Name, year.StartYear, authorities is [var first, ..] ? first : 0, after);
        return _making.GetOrAdd(key, _ => new(() => Task.Run(() => MakeNextAsync(key, measure, year, authorities, host.ApplicationStopping), host.ApplicationStopping))).Value;
    }

    private async Task<Release> MakeNextAsync((string, int, int, long? After) key, IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        try
        {
            var release = await MakeAsync(key.After, measure, year, authorities, ct);
            Released(logger, measure.Name, release.Number, release.Schools.Count, release.Schools.Values.Count(s => s.Stands));
            return release;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(logger, error, measure.Name);
            throw;
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }

    /// <summary>Makes the release after one; where nothing new may leave, or somebody else has made it, gives what holds.</summary>
    private async Task<Release> MakeAsync(long? after, IReleasedMeasure measure, AcademicYear year, int[] authorities, CancellationToken ct)
    {
        await using var connection = await store.Home.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await tables.ReadAsync(connection, "Releases.OneAtATime.sql", _ => 0, ct, year.StartYear, measure.Name);
        if (await LatestAsync(connection, measure, year, authorities, ct) is { } made && made.Number != after)
        {
            return made;
        }

        var earlier = await ledger.ReadAsync(connection, year, measure, authorities, ct);
        var counted = await measure.CountAsync(year, authorities, ct);
        if (counted.Count == 0 || NextRelease.Decide(counted, earlier, measure.Shape, ThresholdFor, clock.GetUtcNow()) is not { } next)
        {
            var holds = earlier.Count > 0 ? earlier[^1] : Empty();
            _askedOn[holds.Number] = London.Today(clock);
            return holds;
        }

        next = await ledger.AddAsync(connection, year, measure, authorities, next, ct);
        await transaction.CommitAsync(ct);
        return _known[next.Number] = next;
    }

    /// <summary>Where no authority publishes, the public is told nothing.</summary>
    private int? ThresholdFor(Audience audience) => audience is Audience.Public && options.Value.PublicAuthorities.Count == 0 ? null : options.Value.ThresholdFor(audience);

    private Release Empty() => new(
        0, clock.GetUtcNow(), new Dictionary<int, CountedSchool>(), Enum.GetValues<Audience>().ToDictionary(a => a, _ => Publication.Of([], new TableShape([]), options.Value.Threshold)));

    [LoggerMessage(4111, LogLevel.Information, "Release of {Measure}: {Number} holds, {Schools} schools, {Standing} of them as before")]
    private static partial void Released(ILogger logger, string measure, long number, int schools, int standing);

    [LoggerMessage(4112, LogLevel.Error, "A release of {Measure} could not be made; the last one holds, and the next who asks tries again")]
    private static partial void Failed(ILogger logger, Exception error, string measure);
}
