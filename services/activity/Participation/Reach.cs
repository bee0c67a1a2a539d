using Cohesion.Activity.Roll;
using Cohesion.Contracts;
using Cohesion.EventStore;
using Dapper;

namespace Cohesion.Activity.Participation;

/// <summary>How far a school is: of its learners, how many a community-based activity has reached in the year.</summary>
/// <param name="TookPart">Present at any session.</param>
/// <param name="Reached">Present at a community-based session.</param>
/// <param name="OfferedNothing">Not reached, and no community-based session named them or was for them.</param>
public sealed record ReachFigures(int Learners, int TookPart, int Reached, int OfferedNothing)
{
    public int NotYetReached => Learners - Reached;
}

/// <summary>A learner whom no community-based activity of the year has reached yet.</summary>
/// <param name="Attended">Sessions of any kind.</param>
/// <param name="Reason">Why not, where somebody recorded it.</param>
public sealed record NotYetReachedLearner(LearnerId LearnerId, string DisplayName, string YearGroup, string Form, int Attended, bool Offered, string? Reason);

/// <summary>One form's part.</summary>
public sealed record FormReach(string YearGroup, string Form, int Learners, int NotReached, int OfferedNothing);

/// <summary>A coming community-based session, and what it could do for those not yet reached.</summary>
/// <param name="PlacesLeft">Null: as many as want to come.</param>
public sealed record SessionWithPlaces(
    Guid SessionId, Guid ActivityId, string Title, DateOnly OnDay, TimeOnly Starts, int Expected, int? Capacity, int? PlacesLeft, int WouldReach);

/// <summary>Which of those not yet reached to list, and in what order.</summary>
public sealed record NotYetReachedQuery(string YearGroup, string Form, string Offered, string Sort, bool Descending);

/// <summary>Answers who has been reached, from the ledger of the year, the roll and the calendar.</summary>
public sealed class Reach(Store store, TimeProvider clock)
{
    public async Task<ReachFigures> FiguresAsync(int urn, AcademicYear year, CancellationToken ct) =>
        (await RowsAsync<ReachFigures>(urn, "Participation.Figures.sql", Of(urn, year), ct))[0];

    public async Task<(IReadOnlyList<NotYetReachedLearner> Learners, int Total)> NotYetReachedAsync(
        int urn, AcademicYear year, NotYetReachedQuery query, int limit, int offset, CancellationToken ct)
    {
        var parameters = Of(urn, year);
        parameters.AddDynamicParams(new { yearGroup = query.YearGroup, form = query.Form, offered = query.Offered, sort = query.Sort, descending = query.Descending, limit, offset });
        var rows = await RowsAsync<Row>(urn, "Participation.NotYetReached.sql", parameters, ct);
        return ([.. rows.Select(row => row.ToLearner())], rows.Count == 0 ? 0 : rows[0].Total);
    }

    public async Task<IReadOnlyList<FormReach>> ByFormAsync(int urn, AcademicYear year, CancellationToken ct) =>
        [.. (await RowsAsync<FormReach>(urn, "Participation.ByForm.sql", Of(urn, year), ct)).OrderBy(form => YearGroup.Order(form.YearGroup)).ThenBy(form => form.Form)];

    public Task<IReadOnlyList<SessionWithPlaces>> NextWithPlacesAsync(int urn, AcademicYear year, int limit, CancellationToken ct)
    {
        var parameters = Of(urn, year);
        parameters.AddDynamicParams(new { now = clock.GetUtcNow(), limit });
        return RowsAsync<SessionWithPlaces>(urn, "Participation.NextWithPlaces.sql", parameters, ct);
    }

    private DynamicParameters Of(int urn, AcademicYear year) => new(new { tenant = Tenant.Of(urn).Value, year = year.StartYear, today = London.Today(clock) });

    private async Task<IReadOnlyList<T>> RowsAsync<T>(int urn, string file, DynamicParameters parameters, CancellationToken ct)
    {
        await using var connection = await store.OpenAsync(Tenant.Of(urn), ct);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(store.Sql(typeof(Reach).Assembly, "Participation.ReachOfLearners.sql") + store.Sql(typeof(Reach).Assembly, file), parameters, cancellationToken: ct))];
    }

    private sealed record Row(Guid LearnerId, string DisplayName, string YearGroup, string Form, int Attended, bool Offered, string? Reason, int Total)
    {
        public NotYetReachedLearner ToLearner() => new(new LearnerId(LearnerId), DisplayName, YearGroup, Form, Attended, Offered, Reason);
    }
}
