namespace Cohesion.Engagement.Roll;

/// <summary>A learner as their school's roll names them; only the school's own people see it.</summary>
public sealed record RollRow(string TenantId, Guid LearnerId, long Version, string? DisplayName, string? YearGroup, string? Form, bool OnRoll);
