using System.Text.Json.Serialization;
using Cohesion.Engagement.Agencies;
using Cohesion.EventStore;
using Cohesion.Hosting;

namespace Cohesion.Engagement.Referrals;

[JsonConverter(typeof(IdentityJson<ReferralId>))]
public readonly record struct ReferralId(Guid Value) : IIdentity<ReferralId>
{
    public static ReferralId Of(Guid value) => new(value);

    public StreamKey StreamAt(int urn) => new(Tenant.Of(urn), ToString());

    public override string ToString() => $"referral-{Value:D}";
}

public enum ReferralState
{
    None,
    Received,
    Acknowledged,
    Accepted,
    Declined,
    InProgress,
    Completed,
    Cancelled,
}

/// <summary>An agency referred a child to a school. Who the child is and every free text are rows of their own.</summary>
public sealed record ReferralReceived(
    ReferralId ReferralId, AgencyId AgencyId, int Urn, string Sector, string Reason, string RequestedOutcome, string Urgency, string LegalBasis,
    string? ConsentCapacity, DateOnly? ConsentOn, string? ConsentWording, bool ToldFamily, bool SharingLimited, DateTimeOffset DecideBy, DateTimeOffset ReceivedAt);

/// <summary>Somebody at the school read the referral and said so.</summary>
public sealed record ReferralAcknowledged(ReferralId ReferralId, DateTimeOffset AcknowledgedAt);

public sealed record ReferralAccepted(ReferralId ReferralId, DateTimeOffset AcceptedAt);

/// <summary>The school did not take the referral on, and said (in a row of its own) where else to turn.</summary>
public sealed record ReferralDeclined(ReferralId ReferralId, string Reason, DateTimeOffset DeclinedAt);

public sealed record ReferralStarted(ReferralId ReferralId, DateTimeOffset StartedAt);

public sealed record ReferralCompleted(ReferralId ReferralId, string Outcome, string BetterOff, DateTimeOffset CompletedAt);

public sealed record ReferralCancelled(ReferralId ReferralId, string Reason, DateTimeOffset CancelledAt);

/// <summary>A child's referral by an agency to a school: one line of states, each reached once, and the clocks that run beside it.</summary>
public sealed record Referral(
    ReferralState State, AgencyId Agency, int Urn, string Sector, string Reason, string Urgency, DateTimeOffset ReceivedAt, DateTimeOffset DecideBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? DecidedAt, DateTimeOffset? ClosedAt, string? Outcome)
{
    public static readonly Aggregate<Referral> Aggregate = new(
        "referral", new Referral(ReferralState.None, default, 0, "", "", "", default, default, null, null, null, null), Evolve);

    public static Referral Evolve(Referral referral, object @event) => @event switch
    {
        ReferralReceived e => referral with
        {
            State = ReferralState.Received,
            Agency = e.AgencyId,
            Urn = e.Urn,
            Sector = e.Sector,
            Reason = e.Reason,
            Urgency = e.Urgency,
            ReceivedAt = e.ReceivedAt,
            DecideBy = e.DecideBy,
        },
        ReferralAcknowledged e => referral with { State = ReferralState.Acknowledged, AcknowledgedAt = e.AcknowledgedAt },
        ReferralAccepted e => referral with { State = ReferralState.Accepted, DecidedAt = e.AcceptedAt },
        ReferralDeclined e => referral with { State = ReferralState.Declined, DecidedAt = e.DeclinedAt, ClosedAt = e.DeclinedAt },
        ReferralStarted => referral with { State = ReferralState.InProgress },
        ReferralCompleted e => referral with { State = ReferralState.Completed, ClosedAt = e.CompletedAt, Outcome = e.Outcome },
        ReferralCancelled e => referral with { State = ReferralState.Cancelled, ClosedAt = e.CancelledAt, Outcome = "cancelled" },
        _ => referral,
    };

    /// <summary>Refuses the step where the referral's line of states does not lead to it, else accepts the event that takes it.</summary>
    internal Decision StepTo(ReferralState next, object @event) => ReferralStates.After(State).Contains(next)
        ? Decision.Accept(@event)
        : Decision.Refuse("referral-state", $"A referral that is {ReferralStates.Name(State)} cannot become {ReferralStates.Name(next)}.");
}
