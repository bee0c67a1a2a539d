namespace Cohesion.Engagement.Referrals;

/// <summary>All that an agency ever sees of its referral: state, clock, decision, signpost, outcome. No school record, no staff, no learner.</summary>
public sealed record AgencyReferral(
    Guid Id, int Urn, string Reason, string Urgency, string State, DateTimeOffset ReceivedAt, DateTimeOffset DecideBy, bool Late, DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? DecidedAt, DateTimeOffset? ClosedAt, string? DeclineReason, string? Signpost, string? Outcome, IReadOnlyList<string> Next)
{
    public static AgencyReferral Of(ReferralRow row, string? signpost, DateTimeOffset now) => new(
        row.ReferralId, row.Urn, row.Reason, row.Urgency, row.State, row.ReceivedAt, row.DecideBy, row.IsLate(now), row.AcknowledgedAt, row.DecidedAt, row.ClosedAt,
        row.DeclineReason, row.DeclineReason is null ? null : signpost, row.Outcome, [.. ReferralStates.ForReferrer(row.Standing)]);
}
