namespace Cohesion.EquityMonitoring.Roll;

/// <summary>As it was stored before characteristics were sealed.</summary>
public sealed record LearnerJoinedRoll(LearnerId LearnerId, string YearGroup, string Form, string EnrolmentStatus, Characteristics Characteristics, DateOnly On)
{
    public LearnerJoinedRollV2 Sealed() => new(LearnerId, YearGroup, Form, EnrolmentStatus, Characteristics.Of(LearnerId), On);
}

/// <summary>As it was stored before characteristics were sealed.</summary>
public sealed record LearnerCharacteristicsChanged(LearnerId LearnerId, string EnrolmentStatus, Characteristics Characteristics, DateOnly On)
{
    public LearnerCharacteristicsChangedV2 Sealed() => new(LearnerId, EnrolmentStatus, Characteristics.Of(LearnerId), On);
}
