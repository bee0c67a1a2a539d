namespace Cohesion.EquityMonitoring.Reach;

/// <summary>
/// What somebody may see who is not to learn about single children. Reports hides cells of the same breakdowns by a pattern of its own, worked out over
/// all schools; two patterns side by side could give away what each hides. So here a breakdown is shown whole, where none of its numbers is small, or not at all.
/// </summary>
public static class SmallNumbers
{
    public const int Threshold = 5;

    /// <summary>The groups of the breakdowns that may be shown; the total where it may.</summary>
    public static IReadOnlyList<ReachGroup> Shown(IReadOnlyList<ReachGroup> groups) =>
        groups.Any(group => group.Breakdown == ReachCount.All && HasSmall(group)) ? []
        : [.. groups.GroupBy(group => group.Breakdown).Where(breakdown => !breakdown.Any(HasSmall)).SelectMany(breakdown => breakdown)];

    private static bool HasSmall(ReachGroup group) => IsSmall(group.Learners) || IsSmall(group.Reached) || IsSmall(group.Learners - group.Reached);

    private static bool IsSmall(int number) => number is > 0 and < Threshold;
}
