using Cohesion.EquityMonitoring.Records;
using Cohesion.EventStore;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A row of the roll as it is now: every learner the school has had, with what the events say of them.</summary>
public sealed record CurrentRollRow(
    Tenant TenantId, LearnerId LearnerId, long Version, bool OnRoll, string YearGroup, string Form, string EnrolmentStatus,
    string? Sex, string? Ethnicity, string? FirstLanguage, string? Sen, string? PupilPremium, string? Fsm, DateOnly? JoinedOn, DateOnly? LeftOn)
{
    public Learner ToLearner() => new(OnRoll, YearGroup, Form, EnrolmentStatus, new(Sex, Ethnicity, FirstLanguage, Sen, PupilPremium, Fsm), JoinedOn, LeftOn);
}

/// <summary>The roll as it is now.</summary>
public static class CurrentRoll
{
    public static readonly IProjection Projection = EventStore.Projection.For<CurrentRollRow>("current_roll").Version(1)
        .Table("current_roll", "tenant_id", "learner_id").Ddl("Roll.CurrentRoll.sql")
        .On<LearnerJoinedRollV2>((joined, _) => joined.LearnerId, (row, joined, stored) => Fold(row, joined.LearnerId, joined, stored))
        .On<LearnerMoved>((moved, _) => moved.LearnerId, (row, moved, stored) => Fold(row, moved.LearnerId, moved, stored))
        .On<LearnerCharacteristicsChangedV2>((changed, _) => changed.LearnerId, (row, changed, stored) => Fold(row, changed.LearnerId, changed, stored))
        .On<LearnerIdentityCorrected>((corrected, _) => corrected.LearnerId, (row, corrected, stored) => Fold(row, corrected.LearnerId, corrected, stored))
        .On<LearnerLeftRoll>((left, _) => left.LearnerId, (row, left, stored) => Fold(row, left.LearnerId, left, stored))
        .On<ProcessingRestricted>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored))
        .On<RestrictionLifted>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored))
        .On<LegalHoldPlaced>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored))
        .On<LegalHoldReleased>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored))
        .On<LearnerErased>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored))
        .On<ErasureConfirmed>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e.LearnerId, e, stored));

    private static CurrentRollRow Fold(CurrentRollRow? row, LearnerId id, ILearnerEvent @event, StoredEvent stored)
    {
        var learner = Learner.Evolve(row?.ToLearner() ?? Learner.Unknown, @event);
        var said = learner.Characteristics;
        return new(
            stored.Stream.Tenant, id, stored.Version, learner.OnRoll, learner.YearGroup, learner.Form, learner.EnrolmentStatus,
            said.Sex, said.Ethnicity, said.FirstLanguage, said.Sen, said.PupilPremium, said.Fsm, learner.JoinedOn, learner.LeftOn);
    }
}
