using Cohesion.EventStore;
using Contract = Cohesion.Contracts.Engagement;

namespace Cohesion.Engagement.Referrals;

/// <summary>Tells other services how referrals go: kind, clocks, state, as they were at the event; never who they are about.</summary>
internal static class ReferralPublisher
{
    public static bool Speaks(object @event) =>
        @event is ReferralReceived or ReferralAcknowledged or ReferralAccepted or ReferralDeclined or ReferralStarted or ReferralCompleted or ReferralCancelled;

    public static async Task<Outgoing> MessageAsync(StoredEvent stored, Store store, CancellationToken ct)
    {
        var (referral, id) = (Referral.Aggregate.Initial, Guid.Empty);
        await foreach (var earlier in store.ReadStreamAsync(stored.Stream, 0, ct))
        {
            if (earlier.Version > stored.Version)
            {
                break;
            }

            referral = Referral.Evolve(referral, earlier.Data);
            id = earlier.Data is ReferralReceived received ? received.ReferralId.Value : id;
        }

        var clock = new Contract.ReferralClock(
            id, referral.Urn, referral.Reason, referral.Sector, referral.Urgency, ReferralStates.Name(referral.State), referral.ReceivedAt, referral.DecideBy,
            referral.AcknowledgedAt, referral.DecidedAt, referral.ClosedAt, stored.Version);
        object message = stored.Data switch
        {
            ReferralReceived e => new Contract.ReferralReceived(clock, e.ReceivedAt),
            ReferralAcknowledged e => new Contract.ReferralProgressed(clock, e.AcknowledgedAt),
            ReferralStarted e => new Contract.ReferralProgressed(clock, e.StartedAt),
            ReferralAccepted e => new Contract.ReferralDecided(clock, e.AcceptedAt),
            ReferralDeclined e => new Contract.ReferralDecided(clock, e.DeclinedAt),
            _ => new Contract.ReferralClosed(clock, referral.Outcome ?? "", referral.ClosedAt ?? stored.Timestamp),
        };
        return Outgoing.Of(message, stored);
    }
}
