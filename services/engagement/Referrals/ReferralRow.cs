using Cohesion.EventStore;

namespace Cohesion.Engagement.Referrals;

/// <summary>A referral as lists show it: codes, states and clocks; who it is about is another row.</summary>
public sealed record ReferralRow(
    string TenantId, Guid ReferralId, long Version, Guid AgencyId, string Sector, string Reason, string RequestedOutcome, string Urgency, string LegalBasis,
    string? ConsentCapacity, DateOnly? ConsentOn, string? ConsentWording, bool ToldFamily, bool SharingLimited, string State, DateTimeOffset ReceivedAt,
    DateTimeOffset DecideBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? DecidedAt, DateTimeOffset? ClosedAt, string? DeclineReason, string? Outcome,
    string? BetterOff)
{
    public static readonly Projection<ReferralRow> Projection = EventStore.Projection.For<ReferralRow>("referrals")
        .Table("referrals", "tenant_id", "referral_id").Ddl("Referrals.ReferralInbox.sql")
        .On<ReferralReceived>((e, _) => e.ReferralId.Value, (_, e, stored) => Of(e, stored))
        .On<ReferralAcknowledged>(
            (e, _) => e.ReferralId.Value, (row, e, stored) => row is null ? null : row.At(stored, ReferralState.Acknowledged) with { AcknowledgedAt = e.AcknowledgedAt })
        .On<ReferralAccepted>((e, _) => e.ReferralId.Value, (row, e, stored) => row is null ? null : row.At(stored, ReferralState.Accepted) with { DecidedAt = e.AcceptedAt })
        .On<ReferralDeclined>(
            (e, _) => e.ReferralId.Value,
            (row, e, stored) => row is null ? null : row.At(stored, ReferralState.Declined) with { DecidedAt = e.DeclinedAt, ClosedAt = e.DeclinedAt, DeclineReason = e.Reason })
        .On<ReferralStarted>((e, _) => e.ReferralId.Value, (row, _, stored) => row is null ? null : row.At(stored, ReferralState.InProgress))
        .On<ReferralCompleted>(
            (e, _) => e.ReferralId.Value,
            (row, e, stored) => row is null ? null : row.At(stored, ReferralState.Completed) with { ClosedAt = e.CompletedAt, Outcome = e.Outcome, BetterOff = e.BetterOff })
        .On<ReferralCancelled>((e, _) => e.ReferralId.Value, (row, e, stored) => row is null ? null : row.At(stored, ReferralState.Cancelled) with { ClosedAt = e.CancelledAt });

    public int Urn => int.Parse(TenantId, System.Globalization.CultureInfo.InvariantCulture);

    public ReferralState Standing => ReferralStates.TryParse(State, out var state) ? state : ReferralState.None;

    public bool IsLate(DateTimeOffset now) => ReferralClocks.IsLate(Standing, DecideBy, DecidedAt, now);

    private static ReferralRow Of(ReferralReceived e, StoredEvent stored) => new(
        stored.Stream.Tenant.Value, e.ReferralId.Value, stored.Version, e.AgencyId.Value, e.Sector, e.Reason, e.RequestedOutcome, e.Urgency, e.LegalBasis,
        e.ConsentCapacity, e.ConsentOn, e.ConsentWording, e.ToldFamily, e.SharingLimited, ReferralStates.Name(ReferralState.Received), e.ReceivedAt, e.DecideBy,
        null, null, null, null, null, null);

    private ReferralRow At(StoredEvent stored, ReferralState state) => this with { Version = stored.Version, State = ReferralStates.Name(state) };
}
