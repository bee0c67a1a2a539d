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
        .Follow<LearnerJoinedRollV2>().Follow<LearnerMoved>().Follow<LearnerCharacteristicsChangedV2>().Follow<LearnerIdentityCorrected>().Follow<LearnerLeftRoll>()
        .Follow<ProcessingRestricted>().Follow<RestrictionLifted>().Follow<LegalHoldPlaced>().Follow<LegalHoldReleased>().Follow<LearnerErased>().Follow<ErasureConfirmed>();

    private static Projection<CurrentRollRow> Follow<TEvent>(this Projection<CurrentRollRow> roll)
        where TEvent : ILearnerEvent => roll.On<TEvent>((e, _) => e.LearnerId, (row, e, stored) => Fold(row, e, stored));

    private static CurrentRollRow Fold(CurrentRollRow? row, ILearnerEvent @event, StoredEvent stored)
    {
        var learner = Learner.Evolve(row?.ToLearner() ?? Learner.Unknown, @event);
        var said = learner.Characteristics;
        return new(
            stored.Stream.Tenant, @event.LearnerId, stored.Version, learner.OnRoll, learner.YearGroup, learner.Form, learner.EnrolmentStatus,
            said.Sex, said.Ethnicity, said.FirstLanguage, said.Sen, said.PupilPremium, said.Fsm, learner.JoinedOn, learner.LeftOn);
    }
}
