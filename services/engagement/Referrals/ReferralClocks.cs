namespace Cohesion.Engagement.Referrals;

/// <summary>How long a school has to decide. The target is a fact of the day the referral arrived; missing it is shown and never closes anything.</summary>
public static class ReferralClocks
{
    public static readonly TimeSpan Urgent = TimeSpan.FromHours(4);

    public const int SoonWorkingDays = 1;

    public const int RoutineWorkingDays = 5;

    public static DateTimeOffset DecideBy(string urgency, DateTimeOffset receivedAt, WorkingDays calendar) => urgency switch
    {
        "urgent" => receivedAt + Urgent,
        "soon" => calendar.After(receivedAt, SoonWorkingDays).ToUniversalTime(),
        _ => calendar.After(receivedAt, RoutineWorkingDays).ToUniversalTime(),
    };

    public static bool IsLate(ReferralState state, DateTimeOffset decideBy, DateTimeOffset? decidedAt, DateTimeOffset now) =>
        decidedAt is { } decided ? decided > decideBy : ReferralStates.WaitsForDecision(state) && now > decideBy;
}
