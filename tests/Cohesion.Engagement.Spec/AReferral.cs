using Cohesion.Engagement.Agencies;
using Cohesion.Engagement.Referrals;

namespace Cohesion.Engagement.Spec;

/// <summary>A referral at each place of its way.</summary>
internal static class AReferral
{
    public static readonly ReferralId Id = ReferralId.Of(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    public static readonly AgencyId FireService = AgencyId.Of(Guid.Parse("22222222-2222-4222-8222-222222222222"));
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);

    public static readonly ReferralReceived Received = new(
        Id, FireService, 125123, "fire", "fire-safety", "mentoring", "soon", "consent", "parent", new DateOnly(2026, 11, 12), "2026-1", true, false,
        Monday.AddDays(1), Monday);

    public static readonly ReferralAcknowledged Acknowledged = new(Id, Monday.AddHours(1));
    public static readonly ReferralAccepted Accepted = new(Id, Monday.AddHours(2));
    public static readonly ReferralDeclined Declined = new(Id, "not-our-learner", Monday.AddHours(2));
    public static readonly ReferralStarted Started = new(Id, Monday.AddHours(3));
    public static readonly ReferralCompleted Completed = new(Id, "met", "yes", Monday.AddDays(3));
    public static readonly ReferralCancelled Cancelled = new(Id, "no-longer-needed", Monday.AddDays(2));

    public static readonly ReferralRequest Request = new(
        125123, "fire-safety", "He set fire to a bin behind the youth club.", "soon", "mentoring",
        new LegalBasis("consent", "His mother", "parent", new DateOnly(2026, 11, 12), "2026-1", null), true, null, null,
        new ReferralSubject("Sam Example", new DateOnly(2015, 5, 4), "GU21 4AB", null), false);

    public static object[] At(ReferralState state) => state switch
    {
        ReferralState.Received => [Received],
        ReferralState.Acknowledged => [Received, Acknowledged],
        ReferralState.Accepted => [Received, Acknowledged, Accepted],
        ReferralState.Declined => [Received, Acknowledged, Declined],
        ReferralState.InProgress => [Received, Acknowledged, Accepted, Started],
        ReferralState.Completed => [Received, Acknowledged, Accepted, Started, Completed],
        ReferralState.Cancelled => [Received, Cancelled],
        _ => [],
    };
}
