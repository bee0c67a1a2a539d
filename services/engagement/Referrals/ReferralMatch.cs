using Cohesion.Engagement.Roll;
using Cohesion.EventStore;

namespace Cohesion.Engagement.Referrals;

/// <summary>Somebody at the school said whom on the roll a referral is about; null: nobody on our roll.</summary>
public sealed record ReferralMatched(ReferralId ReferralId, LearnerId? LearnerId, DateTimeOffset MatchedAt);

/// <summary>Whom a referral is about. A stream of its own, so that the version an agency sees does not move when the school recognises a child.</summary>
public sealed record ReferralMatch(bool Decided, LearnerId? Learner)
{
    public static readonly Aggregate<ReferralMatch> Aggregate = new("referral_match", new ReferralMatch(false, null), Evolve);

    public static ReferralMatch Evolve(ReferralMatch match, object @event) => @event is ReferralMatched e ? new ReferralMatch(true, e.LearnerId) : match;

    public static StreamKey StreamOf(int urn, ReferralId id) => new(Tenant.Of(urn), $"referral-match-{id.Value:D}");
}

/// <summary>The match as a row, for pages and for erasure.</summary>
public sealed record ReferralMatchRow(string TenantId, Guid ReferralId, Guid? LearnerId, DateTimeOffset MatchedAt)
{
    public static readonly Projection<ReferralMatchRow> Projection = EventStore.Projection.For<ReferralMatchRow>("referral_matches")
        .Table("referral_matches", "tenant_id", "referral_id").Ddl("Referrals.ReferralMatches.sql")
        .On<ReferralMatched>(
            (e, _) => e.ReferralId.Value, (_, e, stored) => new ReferralMatchRow(stored.Stream.Tenant.Value, e.ReferralId.Value, e.LearnerId?.Value, e.MatchedAt));
}
