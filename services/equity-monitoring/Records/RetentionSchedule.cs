using Cohesion.Contracts;
using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Records;

/// <summary>How long a kind of record is kept: until the learner's birthday of an age, or some years after they left, whichever is later.</summary>
/// <param name="Record">A code of <see cref="RetentionSchedule.Kinds"/>.</param>
/// <param name="UntilAge">In years; 0 for referrals, whose child the school does not know.</param>
/// <param name="YearsAfterLeaving">In years from the day they left the roll; from the day that a referral was closed.</param>
/// <param name="Authority">What the rule rests on: a code of <see cref="RetentionSchedule.Authorities"/>.</param>
public sealed record RetentionRule(string Record, int UntilAge, int YearsAfterLeaving, string Authority);

/// <summary>The school keeps a kind of record for another time from now on.</summary>
/// <param name="By">Opaque id of the person who said so.</param>
public sealed record RetentionRuleSet(string Record, int UntilAge, int YearsAfterLeaving, string Authority, string By, DateTimeOffset At);

/// <summary>A school's retention schedule: the rules it has set, and the defaults of the Information and Records Management Society's toolkit for all others.</summary>
public sealed record RetentionSchedule(IReadOnlyDictionary<string, RetentionRule> Set)
{
    /// <summary>The longest a rule may say, in years; longer is a slip of the finger.</summary>
    public const int MostYears = 100;

    public const string Learner = "learner";
    public const string Sen = "sen";
    public const string Referral = "referral";

    public static readonly IReadOnlyList<Code> Kinds =
    [
        new(Learner, "Learners’ records"),
        new(Sen, "Records of learners with SEN support or an EHC plan"),
        new(Referral, "Referrals about children who are on no roll of the school"),
    ];

    public static readonly IReadOnlyList<Code> Authorities =
    [
        new("irms", "IRMS toolkit for schools"),
        new("local-authority", "The local authority’s schedule"),
        new("trust", "The trust’s schedule"),
        new("limitation", "The time in which a claim may be made (Limitation Act 1980)"),
        new("governors", "A decision of the governors"),
    ];

    /// <summary>
    /// IRMS toolkit: a learner's record until their 25th birthday, one with special educational needs 6 years longer. A referral of a child who is not matched
    /// to a learner: 6 years, as for complaints.
    /// </summary>
    public static readonly IReadOnlyList<RetentionRule> Defaults = [new(Learner, 25, 0, "irms"), new(Sen, 31, 0, "irms"), new(Referral, 0, 6, "limitation")];

    public static readonly Aggregate<RetentionSchedule> Aggregate = new("retention", new(new Dictionary<string, RetentionRule>(StringComparer.Ordinal)), Evolve);

    public IReadOnlyList<RetentionRule> Rules => [.. Defaults.Select(rule => Set.GetValueOrDefault(rule.Record, rule))];

    public static StreamKey StreamOf(int urn) => new(Tenant.Of(urn), "retention");

    public static RetentionSchedule Evolve(RetentionSchedule schedule, object @event) => @event is RetentionRuleSet e
        ? new(new Dictionary<string, RetentionRule>(schedule.Set, StringComparer.Ordinal) { [e.Record] = new(e.Record, e.UntilAge, e.YearsAfterLeaving, e.Authority) })
        : schedule;

    /// <summary>The schedule of a school.</summary>
    public static async Task<(RetentionSchedule Schedule, long Version)> OfAsync(Store store, int urn, CancellationToken ct) => await store.LoadAsync(Aggregate, StreamOf(urn), ct);
}
