using Cohesion.Contracts;

namespace Cohesion.Activity.Participation;

/// <summary>Why a learner has not taken part, as far as the school knows.</summary>
public static class Reasons
{
    public static readonly IReadOnlyList<Code> All =
    [
        new("cost", "Cost"),
        new("transport", "Transport"),
        new("caring", "Caring for someone"),
        new("faith-or-diet", "Faith or diet"),
        new("timing", "Timing"),
        new("illness", "Illness"),
        new("declined", "Did not want to"),
        new("other", "Another reason"),
    ];
}
