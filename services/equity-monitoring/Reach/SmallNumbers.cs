namespace Cohesion.EquityMonitoring.Reach;

/// <summary>A group as somebody may see it who is not to learn about single children: what is hidden is null.</summary>
/// <param name="Reason">Why something is hidden; null where nothing is.</param>
public sealed record ShownGroup(string Breakdown, string Group, int? Reached, int? Learners, string? Reason)
{
    public static ShownGroup Of(ReachGroup group) => new(group.Breakdown, group.Group, group.Reached, group.Learners, null);
}

/// <summary>
/// Hides small numbers and, with them, whatever they could be worked out from. Each breakdown divides the same total, so within it a hidden number needs company:
/// at least two are hidden together, and together they are no small number themselves, neither of those reached nor of those not reached.
/// </summary>
public static class SmallNumbers
{
    public const int Threshold = 5;
    private const string Few = "Fewer than 5 learners; showing the number could point to a child.";
    private const string Company = "With this number, a hidden one could be worked out.";

    public static IReadOnlyList<ShownGroup> Hide(IReadOnlyList<ReachGroup> groups)
    {
        var total = groups.First(group => group.Breakdown == ReachCount.All);
        var tooSmall = IsSmall(total.Learners) || IsSmall(total.Reached) || IsSmall(total.Learners - total.Reached);
        return
        [
            tooSmall ? new(total.Breakdown, total.Group, null, IsSmall(total.Learners) ? null : total.Learners, Few) : ShownGroup.Of(total),
            .. groups.Where(group => group.Breakdown != ReachCount.All).GroupBy(group => group.Breakdown).SelectMany(breakdown => Hide([.. breakdown], tooSmall)),
        ];
    }

    private static IEnumerable<ShownGroup> Hide(IReadOnlyList<ReachGroup> breakdown, bool all)
    {
        var learners = Chosen(breakdown, group => IsSmall(group.Learners), hidden => hidden.Sum(group => group.Learners) >= Threshold);
        var reached = Chosen(
            breakdown, group => all || learners.Contains(group) || IsSmall(group.Reached) || IsSmall(group.Learners - group.Reached),
            hidden => hidden.Sum(group => group.Reached) >= Threshold && hidden.Sum(group => group.Learners - group.Reached) >= Threshold);
        return breakdown.Select(group => new ShownGroup(
            group.Breakdown, group.Group, reached.Contains(group) ? null : group.Reached, learners.Contains(group) ? null : group.Learners,
            !reached.Contains(group) ? null
            : IsSmall(group.Learners) || IsSmall(group.Reached) || IsSmall(group.Learners - group.Reached) ? Few : Company));
    }

    // First what is small, then the smallest others until what is hidden is enough to hide in.
    private static HashSet<ReachGroup> Chosen(IReadOnlyList<ReachGroup> breakdown, Func<ReachGroup, bool> isSmall, Func<IReadOnlyCollection<ReachGroup>, bool> isEnough)
    {
        var hidden = breakdown.Where(isSmall).ToHashSet();
        if (hidden.Count == 0)
        {
            return hidden;
        }

        foreach (var next in breakdown.Where(group => !hidden.Contains(group) && group.Learners > 0).OrderBy(group => group.Learners).ToList())
        {
            if (hidden.Count >= 2 && isEnough(hidden))
            {
                break;
            }

            hidden.Add(next);
        }

        return hidden;
    }

    private static bool IsSmall(int number) => number is > 0 and < Threshold;
}
