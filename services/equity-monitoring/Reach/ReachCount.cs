using Cohesion.EquityMonitoring.Roll;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>One group's part of a school's reach: <paramref name="Reached"/> of <paramref name="Learners"/>.</summary>
public sealed record ReachGroup(string Breakdown, string Group, int Reached, int Learners);

/// <summary>A learner on the roll, by codes, and whether a community-based activity has reached them this year.</summary>
public sealed record ReachMember(
    string YearGroup, string EnrolmentStatus, string? Sex, string? Ethnicity, string? FirstLanguage, string? Sen, string? Fsm, bool Reached);

/// <summary>
/// Counts reach. Counted are the learners who are on the roll when it is measured and belong to its headcount: single and main registrations,
/// further-education and other providers' learners, not guests and not subsidiary registrations, who count at their main school. Reached is
/// who of them was present at one or more community-based activities in the academic year. Learners who have left are in neither number; they
/// are again when they come back. A year that has ended keeps the roll of its last day.
/// </summary>
public static class ReachCount
{
    public const string All = "all";
    public const string Total = "total";
    public const string Unknown = "unknown";

    /// <summary>The breakdowns and their groups in the order they are shown. Year groups are those the school has; "unknown" appears only where somebody is in it.</summary>
    public static readonly IReadOnlyList<(string Breakdown, IReadOnlyList<string> Groups)> Breakdowns =
    [
        ("ethnicity_major", ["white", "mixed", "asian", "black", "other", Unknown]),
        ("sex", ["F", "M", Unknown]),
        ("sen_provision", ["N", "K", "E", Unknown]),
        ("fsm_status", ["fsm", "not-fsm", Unknown]),
        ("first_language", ["english", "eal", Unknown]),
        ("year_group", YearGroup.All),
    ];

    public static IReadOnlyList<ReachGroup> Of(IEnumerable<ReachMember> roll)
    {
        var counts = new Dictionary<(string, string), (int Reached, int Learners)>();
        foreach (var member in roll.Where(member => EnrolmentStatus.InHeadcount(member.EnrolmentStatus)))
        {
            foreach (var group in GroupsOf(member))
            {
                var (reached, learners) = counts.GetValueOrDefault(group);
                counts[group] = (reached + (member.Reached ? 1 : 0), learners + 1);
            }
        }

        ReachGroup Counted(string breakdown, string group)
        {
            var (reached, learners) = counts.GetValueOrDefault((breakdown, group));
            return new(breakdown, group, reached, learners);
        }

        return
        [
            Counted(All, Total),
            .. Breakdowns.SelectMany(breakdown => breakdown.Groups.Select(group => Counted(breakdown.Breakdown, group)))
                .Where(group => group.Learners > 0 || !(group.Breakdown == "year_group" || group.Group == Unknown)),
        ];
    }

    private static IEnumerable<(string Breakdown, string Group)> GroupsOf(ReachMember member)
    {
        yield return (All, Total);
        yield return ("ethnicity_major", Ethnicity.MajorOf(member.Ethnicity));
        yield return ("sex", member.Sex is "F" or "M" ? member.Sex : Unknown);
        yield return ("sen_provision", member.Sen ?? Unknown);
        yield return ("fsm_status", member.Fsm is null ? Unknown : member.Fsm == Fsm.NotEligible ? "not-fsm" : "fsm");
        yield return ("first_language", FirstLanguage.GroupOf(member.FirstLanguage));
        yield return ("year_group", member.YearGroup);
    }
}
