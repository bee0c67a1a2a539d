namespace Cohesion.EquityMonitoring.Roll;

/// <summary>One learner in a preview of an import.</summary>
public sealed record RollChangeLine(string Learner, string Place, string Change);
