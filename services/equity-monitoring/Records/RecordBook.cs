using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Web;
using Dapper;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>A learner whose record the school holds.</summary>
/// <param name="Rule">Of the schedule: what it is kept by.</param>
/// <param name="KeptUntil">None while the learner is on the roll.</param>
public sealed record HeldRecord(
    LearnerId LearnerId, string Upn, string Name, DateOnly DateOfBirth, bool OnRoll, string YearGroup, DateOnly? LeftOn, RetentionRule Rule, DateOnly? KeptUntil, bool Restricted, int Holds)
{
    public bool IsDueOn(DateOnly today) => KeptUntil <= today;
}

/// <summary>How many records of former learners the school holds, how many of them are due, how many more would be but for a hold, and when the next comes due.</summary>
public sealed record RecordCounts(int Kept, int Due, int Held, DateOnly? Next);

/// <summary>The records that a school holds on its learners, by the school's retention schedule.</summary>
internal sealed class RecordBook(Store store)
{
    /// <summary>Who looks after a school's records.</summary>
    public static readonly Role[] Keepers = ShowHeld.Readers;

    /// <summary>Who decides what is erased, and how long records are kept.</summary>
    public static readonly Role[] Deciders = [Role.Head];

    private const int AtMost = 500;

    /// <summary>Those whose time is over, the longest over first; at most 500.</summary>
    public Task<IReadOnlyList<HeldRecord>> DueAsync(int urn, IReadOnlyList<RetentionRule> rules, DateOnly today, CancellationToken ct) => FindAsync(urn, rules, null, null, today, ct);

    public async Task<HeldRecord?> FindAsync(int urn, LearnerId learner, CancellationToken ct) => (await FindAsync(urn, [learner], ct)) is [var record] ? record : null;

    public async Task<IReadOnlyList<HeldRecord>> FindAsync(int urn, IReadOnlyList<LearnerId> learners, CancellationToken ct) =>
        await FindAsync(urn, await RulesAsync(urn, ct), learners, null, null, ct);

    public async Task<HeldRecord?> FindAsync(int urn, Upn upn, CancellationToken ct) => (await FindAsync(urn, await RulesAsync(urn, ct), null, upn, null, ct)) is [var record] ? record : null;

    /// <summary>The school's schedule.</summary>
    public async Task<IReadOnlyList<RetentionRule>> RulesAsync(int urn, CancellationToken ct) => (await RetentionSchedule.OfAsync(store, urn, ct)).Schedule.Rules;

    public async Task<RecordCounts> CountAsync(int urn, IReadOnlyList<RetentionRule> rules, DateOnly today, CancellationToken ct)
    {
        var question = About(urn, rules);
        question.Add("today", today);
        await using var connection = await store.Home.OpenAsync(ct);
        return await connection.QuerySingleAsync<RecordCounts>(Ask("Records.CountRecords.sql", question, ct));
    }

    private async Task<IReadOnlyList<HeldRecord>> FindAsync(int urn, IReadOnlyList<RetentionRule> rules, IReadOnlyList<LearnerId>? learners, Upn? upn, DateOnly? due, CancellationToken ct)
    {
        var question = About(urn, rules);
        question.Add("learners", learners?.Select(id => id.Value).ToArray());
        question.Add("upn", upn?.Value);
        question.Add("due", due);
        question.Add("limit", learners?.Count ?? AtMost);
        await using var connection = await store.Home.OpenAsync(ct);
        return [.. (await connection.QueryAsync<Row>(Ask("Records.FindRecords.sql", question, ct))).Select(row => row.ToRecord(rules))];
    }

    private CommandDefinition Ask(string question, DynamicParameters parameters, CancellationToken ct) =>
        new(store.Sql<RecordBook>("Records.KeptRecords.sql") + store.Sql<RecordBook>(question), parameters, cancellationToken: ct);

    private static DynamicParameters About(int urn, IReadOnlyList<RetentionRule> rules) => new(new
    {
        tenant = Tenant.Of(urn).Value,
        records = rules.Select(rule => rule.Record).ToArray(),
        ages = rules.Select(rule => rule.UntilAge).ToArray(),
        years = rules.Select(rule => rule.YearsAfterLeaving).ToArray(),
    });

    private sealed record Row(
        Guid LearnerId, string Upn, string Name, DateOnly DateOfBirth, bool OnRoll, string YearGroup, DateOnly? LeftOn, string Record, DateOnly? KeptUntil, bool Restricted, int Holds)
    {
        public HeldRecord ToRecord(IReadOnlyList<RetentionRule> rules) =>
            new(new(LearnerId), Upn, Name, DateOfBirth, OnRoll, YearGroup, LeftOn, rules.Single(rule => rule.Record == Record), KeptUntil, Restricted, Holds);
    }
}
