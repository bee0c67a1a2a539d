namespace Cohesion.Contracts.Engagement;

/// <summary>An organisation that a school works with, for others to name in their own records.</summary>
/// <param name="Sector">A code of <c>Codes.Sectors</c>.</param>
/// <param name="Active">False once the partnership has ended.</param>
public sealed record PartnerRegistered(Guid PartnerId, int Urn, string Name, string Sector, string? Community, bool Active, long Version, DateTimeOffset At);

/// <summary>What is known of a referral outside the school: its kind, its clocks, its state; never who it is about.</summary>
/// <param name="State">"received", "acknowledged", "accepted", "declined", "in-progress", "completed", "cancelled".</param>
/// <param name="Urgency">"routine", "soon", "urgent".</param>
public sealed record ReferralClock(
    Guid ReferralId, int Urn, string ReferralType, string Sector, string Urgency, string State, DateTimeOffset ReceivedAt, DateTimeOffset DecideBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? DecidedAt, DateTimeOffset? ClosedAt, long Version);

/// <summary>An agency referred a child to a school.</summary>
public sealed record ReferralReceived(ReferralClock Referral, DateTimeOffset At);

/// <summary>The school accepted or declined.</summary>
public sealed record ReferralDecided(ReferralClock Referral, DateTimeOffset At);

/// <summary>The school acknowledged a referral, or started the work it accepted.</summary>
public sealed record ReferralProgressed(ReferralClock Referral, DateTimeOffset At);

/// <summary>Completed with an outcome, or cancelled by the referrer.</summary>
public sealed record ReferralClosed(ReferralClock Referral, string Outcome, DateTimeOffset At);

/// <summary>A learner who was erased, and how many rows this service removed for that.</summary>
public sealed record ForgottenLearner(Guid LearnerId, int Removed);

/// <summary>Learners who were erased are forgotten here too: name, year group and form, who and what referrals matched to them spoke of.</summary>
public sealed record LearnersForgotten(int Urn, IReadOnlyList<ForgottenLearner> Learners, DateTimeOffset At);
