namespace Cohesion.Statistics;

/// <summary>What a group is to the others of its breakdown.</summary>
public enum GroupPart
{
    /// <summary>One that is compared with the others.</summary>
    Compared,

    /// <summary>Of a characteristic that is not known: neither compared nor among the others.</summary>
    Unknown,

    /// <summary>Groups of which only the sum is told: among the others, and not compared.</summary>
    Rest,
}

/// <summary>A group of a breakdown, in which so many of all did something.</summary>
public sealed record GroupCount(string Breakdown, string Group, int Some, int All, GroupPart Part = GroupPart.Compared);

/// <summary>How sure one can be that a group did something more or less often than the others.</summary>
public enum Evidence
{
    /// <summary>Not compared: unknown characteristics, too few learners, or too much of the breakdown unknown.</summary>
    NotCompared,

    /// <summary>No evidence of a difference, or one of fewer than three learners.</summary>
    None,

    /// <summary>Among all comparisons of the report at most one in ten such findings is expected to be chance.</summary>
    Possible,

    /// <summary>As before, and the 99.8% limits of the difference exclude none.</summary>
    Strong,
}

/// <summary>A group against all others of the same breakdown whose characteristic is known.</summary>
/// <param name="Ratio">Risk ratio: how many times as likely.</param>
/// <param name="Difference">Share of the group less the share of the others.</param>
/// <param name="Q">False discovery rate at which this would be a finding.</param>
public sealed record GroupComparison(
    GroupCount Group, int OthersSome, int Others, Interval? Share, Estimate? Ratio, Estimate? Difference, double? Q, Evidence Evidence)
{
    public const double FalseDiscoveryRate = 0.10;
    public const int FewestLearners = 10;
    public const int FewestExcess = 3;
    public const double MostUnknown = 0.10;

    public double? GroupShare => Group.All == 0 ? null : (double)Group.Some / Group.All;

    public double? OthersShare => Others == 0 ? null : (double)OthersSome / Others;

    public bool IsShortfall => Evidence is Evidence.Possible or Evidence.Strong && Difference is { Value: < 0 };
}

/// <summary>Compares groups with the others. The family of comparisons is fixed: all groups of all breakdowns of one school and year that the reader is told.</summary>
public static class GroupComparisons
{
    /// <summary>Gives the comparisons in the order of the groups, and how many tests the family has: of two groups, one test says it for both.</summary>
    public static (IReadOnlyList<GroupComparison> Comparisons, int Tests) Of(IEnumerable<GroupCount> groups)
    {
        var candidates = groups.GroupBy(group => group.Breakdown).SelectMany(Candidates).ToList();
        var family = candidates.Where(candidate => candidate.P is not null).DistinctBy(candidate => candidate.Test).ToList();
        var q = BenjaminiHochberg.QValues([.. family.Select(candidate => candidate.P!.Value)]);
        var byTest = family.Select((candidate, place) => (candidate.Test, Q: q[place])).ToDictionary(pair => pair.Test, pair => pair.Q, StringComparer.Ordinal);
        return ([.. candidates.Select(candidate => Compare(candidate, candidate.P is null ? null : byTest[candidate.Test]))], family.Count);
    }

    /// <summary>Groups reached less often, the widest difference first.</summary>
    public static IReadOnlyList<GroupComparison> Shortfalls(this IEnumerable<GroupComparison> comparisons) =>
        [.. comparisons.Where(comparison => comparison.IsShortfall).OrderBy(comparison => comparison.Difference!.Value.Value)];

    private static IEnumerable<Candidate> Candidates(IGrouping<string, GroupCount> breakdown)
    {
        var known = breakdown.Where(group => group.Part is not GroupPart.Unknown).ToList();
        var (some, all) = (known.Sum(group => group.Some), known.Sum(group => group.All));
        var unknown = breakdown.Sum(group => group.All) - all;
        var covered = unknown <= GroupComparison.MostUnknown * (all + unknown);
        var two = known.Count(group => group.All > 0) == 2;
        foreach (var group in breakdown)
        {
            var (a, n1, c, n0) = (group.Some, group.All, some - group.Some, all - group.All);
            var compared = covered && group.Part is GroupPart.Compared && n1 >= GroupComparison.FewestLearners && n0 >= GroupComparison.FewestLearners;
            yield return new(group, group.Part is GroupPart.Unknown ? 0 : c, group.Part is GroupPart.Unknown ? 0 : n0,
                compared ? FisherExact.P(a, n1, c, n0) : null, two ? group.Breakdown : $"{group.Breakdown}/{group.Group}");
        }
    }

    private static GroupComparison Compare(Candidate candidate, double? q)
    {
        var (group, c, n0) = (candidate.Group, candidate.OthersSome, candidate.Others);
        var share = Wilson.Of(group.Some, group.All);
        if (q is null)
        {
            return new(group, c, n0, share, null, null, null, Evidence.NotCompared);
        }

        return new(
            group, c, n0, share, RiskRatio.Of(group.Some, group.All, c, n0), NewcombeDifference.Of(group.Some, group.All, c, n0), q, Judge(group, c, n0, q.Value));
    }

    private static Evidence Judge(GroupCount group, int c, int n0, double q)
    {
        // Learners that make the difference, seen from the smaller side, so that of two groups both say the same.
        var excess = Math.Min(Math.Abs(group.Some - ((double)group.All * c / n0)), Math.Abs(c - ((double)n0 * group.Some / group.All)));
        if (q > GroupComparison.FalseDiscoveryRate || Math.Floor(excess) < GroupComparison.FewestExcess)
        {
            return Evidence.None;
        }

        return NewcombeDifference.Of(group.Some, group.All, c, n0, Z.Percent998) is { } wide && (wide.High < 0 || wide.Low > 0) ? Evidence.Strong : Evidence.Possible;
    }

    private sealed record Candidate(GroupCount Group, int OthersSome, int Others, double? P, string Test);
}
