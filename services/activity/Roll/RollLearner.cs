namespace Cohesion.Activity.Roll;

/// <summary>A learner as a register lists them.</summary>
public sealed record RollLearner(LearnerId LearnerId, string DisplayName, string YearGroup, string Form);
