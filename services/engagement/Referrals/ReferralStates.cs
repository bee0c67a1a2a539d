namespace Cohesion.Engagement.Referrals;

/// <summary>Which state may follow which: received → acknowledged → accepted | declined, accepted → in progress → completed; the referrer may cancel until it is closed.</summary>
public static class ReferralStates
{
    public static readonly IReadOnlyList<ReferralState> All =
    [
        ReferralState.Received, ReferralState.Acknowledged, ReferralState.Accepted, ReferralState.Declined, ReferralState.InProgress, ReferralState.Completed,
        ReferralState.Cancelled,
    ];

    public static IReadOnlyList<ReferralState> After(ReferralState state) => state switch
    {
        ReferralState.Received => [ReferralState.Acknowledged, ReferralState.Cancelled],
        ReferralState.Acknowledged => [ReferralState.Accepted, ReferralState.Declined, ReferralState.Cancelled],
        ReferralState.Accepted => [ReferralState.InProgress, ReferralState.Cancelled],
        ReferralState.InProgress => [ReferralState.Completed, ReferralState.Cancelled],
        _ => [],
    };

    /// <summary>The steps that are the school's to take; cancelling is the referrer's.</summary>
    public static IEnumerable<string> ForSchool(ReferralState state) => After(state).Where(next => next != ReferralState.Cancelled).Select(Name);

    public static IEnumerable<string> ForReferrer(ReferralState state) => After(state).Where(next => next == ReferralState.Cancelled).Select(Name);

    public static bool IsClosed(ReferralState state) => state is ReferralState.Declined or ReferralState.Completed or ReferralState.Cancelled;

    /// <summary>True while the school owes the referrer an answer.</summary>
    public static bool WaitsForDecision(ReferralState state) => state is ReferralState.Received or ReferralState.Acknowledged;

    /// <summary>The code of a state in the API, in messages and in rows: "in-progress".</summary>
    public static string Name(ReferralState state) => state switch
    {
        ReferralState.Received => "received",
        ReferralState.Acknowledged => "acknowledged",
        ReferralState.Accepted => "accepted",
        ReferralState.Declined => "declined",
        ReferralState.InProgress => "in-progress",
        ReferralState.Completed => "completed",
        ReferralState.Cancelled => "cancelled",
        _ => "new",
    };

    public static string Label(ReferralState state) => state switch
    {
        ReferralState.InProgress => "In progress",
        ReferralState.None => "New",
        _ => state.ToString(),
    };

    public static bool TryParse(string? name, out ReferralState state)
    {
        state = All.FirstOrDefault(candidate => Name(candidate) == name);
        return state != ReferralState.None;
    }
}
