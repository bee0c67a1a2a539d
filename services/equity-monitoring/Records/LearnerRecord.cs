using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.EquityMonitoring.Records;

[JsonConverter(typeof(IdentityJson<HoldId>))]
public readonly record struct HoldId(Guid Value) : IIdentity<HoldId>
{
    public static HoldId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("N");
}

/// <summary>The school keeps the record and uses it for nothing else until the restriction is lifted: UK GDPR, Article 18.</summary>
/// <param name="Ground">A code of <see cref="RecordCodes.RestrictionGrounds"/>.</param>
/// <param name="By">Opaque id of the person who said so.</param>
public sealed record ProcessingRestricted(LearnerId LearnerId, string Ground, string By, DateTimeOffset At) : ILearnerEvent;

/// <summary>The record is used again.</summary>
public sealed record RestrictionLifted(LearnerId LearnerId, string By, DateTimeOffset At) : ILearnerEvent;

/// <summary>The record must not be erased, whatever the schedule says, until the hold is released.</summary>
/// <param name="Ground">A code of <see cref="RecordCodes.HoldGrounds"/>.</param>
/// <param name="Note">Which case it is about.</param>
public sealed record LegalHoldPlaced(LearnerId LearnerId, HoldId HoldId, string Ground, PersonalText Note, string By, DateTimeOffset At) : ILearnerEvent;

/// <summary>One reason to keep the record has gone.</summary>
public sealed record LegalHoldReleased(LearnerId LearnerId, HoldId HoldId, string By, DateTimeOffset At) : ILearnerEvent;

/// <summary>What an erasure took away in this service: rows that say who the learner is, facts sealed under their key, rows of roll files waiting to be applied.</summary>
public sealed record Removed(int Identities, int SealedFacts, int FileRows);

/// <summary>The school let go of who a learner was and of all that was said about them. What is left are opaque ids and counts.</summary>
/// <param name="Ground">A code of <see cref="RecordCodes.ErasureGrounds"/>, or "restored": done again after a backup had brought the learner back.</param>
/// <param name="KeptUntil">The day the schedule asked for.</param>
public sealed record LearnerErased(LearnerId LearnerId, string Ground, DateOnly KeptUntil, Removed Removed, string By, DateTimeOffset At) : ILearnerEvent;

/// <summary>Another service has let go of the learner too.</summary>
/// <param name="Service">"activity", "engagement".</param>
/// <param name="Rows">How many rows it removed.</param>
public sealed record ErasureConfirmed(LearnerId LearnerId, string Service, int Rows, DateTimeOffset At) : ILearnerEvent;

/// <summary>A learner's record as those who look after records see it: told by the same stream as <see cref="Learner"/>.</summary>
/// <param name="SealedFacts">How many texts of the stream the learner's key seals.</param>
public sealed record LearnerRecord(bool OnRoll, bool Restricted, ImmutableHashSet<HoldId> Holds, bool Erased, int SealedFacts)
{
    public static readonly Aggregate<LearnerRecord> Aggregate = new(Learner.Aggregate.Alias, new(false, false, [], false, 0), Evolve);

    public static StreamKey StreamOf(int urn, LearnerId id) => new(Tenant.Of(urn), id.ToString());

    public static LearnerRecord Evolve(LearnerRecord record, object @event) => @event switch
    {
        LearnerJoinedRollV2 => record with { OnRoll = true, SealedFacts = record.SealedFacts + 1 },
        LearnerCharacteristicsChangedV2 => record with { SealedFacts = record.SealedFacts + 1 },
        LearnerLeftRoll => record with { OnRoll = false },
        ProcessingRestricted => record with { Restricted = true },
        RestrictionLifted => record with { Restricted = false },
        LegalHoldPlaced e => record with { Holds = record.Holds.Add(e.HoldId), SealedFacts = record.SealedFacts + 1 },
        LegalHoldReleased e => record with { Holds = record.Holds.Remove(e.HoldId) },
        LearnerErased => record with { OnRoll = false, Restricted = false, Erased = true },
        _ => record,
    };
}
