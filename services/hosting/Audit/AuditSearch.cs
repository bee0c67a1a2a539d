namespace Cohesion.Hosting;

/// <summary>What to show of a chain; null leaves a question open.</summary>
/// <param name="From">Rows of this moment or later.</param>
/// <param name="Until">Rows before this moment.</param>
public sealed record AuditSearch(
    string Tenant, DateTimeOffset? From = null, DateTimeOffset? Until = null, AuditAct? Act = null, AuditOutcome? Outcome = null, string? Who = null, bool SpecialOnly = false);
