using Cohesion.Statistics;

namespace Cohesion.EquityMonitoring.Reach;

/// <summary>How sure one can be that a group was reached more or less often than the others.</summary>
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
/// <param name="Ratio">Risk ratio: how many times as likely to be reached.</param>
/// <param name="Difference">Share of the group less the share of the others.</param>
/// <param name="Q">False discovery rate at which this would be a finding.</param>
public sealed record ReachComparison(
    ReachGroup Group, int OthersReached, int Others, Interval? Share, Estimate? Ratio, Estimate? Difference, double? Q, Evidence Evidence)
{
    public const double FalseDiscoveryRate = 0.10;
    public const int FewestLearners = 10;
    public const int FewestExcess = 3;
    public const double MostUnknown = 0.10;

    public double? GroupShare => Group.Learners == 0 ? null : (double)Group.Reached / Group.Learners;

    public double? OthersShare => Others == 0 ? null : (double)OthersReached / Others;

    public bool IsShortfall => Evidence is Evidence.Possible or Evidence.Strong && Difference is { Value: < 0 };
}

/// <summary>Compares every group of a measurement with the others. The family of comparisons is fixed: all groups of all breakdowns of one school and year.</summary>
public static class ReachComparisons
{
    /// <summary>Gives the comparisons in the order of the groups, and how many tests the family has: of two groups, one test says it for both.</summary>
    public static (IReadOnlyList<ReachComparison> Comparisons, int Tests) Of(IReadOnlyList<ReachGroup> groups)
    {
        var candidates = groups.Where(group => group.Breakdown != ReachCount.All).GroupBy(group => group.Breakdown).SelectMany(Candidates).ToList();
        var family = candidates.Where(candidate => candidate.P is not null).DistinctBy(candidate => candidate.Test).ToList();
        var q = BenjaminiHochberg.QValues([.. family.Select(candidate => candidate.P!.Value)]);
        var byTest = family.Select((candidate, place) => (candidate.Test, Q: q[place])).ToDictionary(pair => pair.Test, pair => pair.Q, StringComparer.Ordinal);
        return ([.. candidates.Select(candidate => Compare(candidate, candidate.P is null ? null : byTest[candidate.Test]))], family.Count);
    }

    private static IEnumerable<Candidate> Candidates(IGrouping<string, ReachGroup> breakdown)
    {
        var known = breakdown.Where(group => group.Group != ReachCount.Unknown).ToList();
        var (reached, learners) = (known.Sum(group => group.Reached), known.Sum(group => group.Learners));
        var unknown = breakdown.Sum(group => group.Learners) - learners;
        var covered = unknown <= ReachComparison.MostUnknown * (learners + unknown);
        var two = known.Count(group => group.Learners > 0) == 2;
        foreach (var group in breakdown)
        {
            var (a, n1, c, n0) = (group.Reached, group.Learners, reached - group.Reached, learners - group.Learners);
            var compared = covered && group.Group != ReachCount.Unknown && n1 >= ReachComparison.FewestLearners && n0 >= ReachComparison.FewestLearners;
            yield return new(group, group.Group == ReachCount.Unknown ? 0 : c, group.Group == ReachCount.Unknown ? 0 : n0,
                compared ? FisherExact.P(a, n1, c, n0) : null, two ? group.Breakdown : $"{group.Breakdown}/{group.Group}");
        }
    }

    private static ReachComparison Compare(Candidate candidate, double? q)
    {
        var (group, c, n0) = (candidate.Group, candidate.OthersReached, candidate.Others);
        var share = Wilson.Of(group.Reached, group.Learners);
        if (q is null)
        {
            return new(group, c, n0, share, null, null, null, Evidence.NotCompared);
        }

        return new(
            group, c, n0, share, RiskRatio.Of(group.Reached, group.Learners, c, n0), NewcombeDifference.Of(group.Reached, group.Learners, c, n0), q, Judge(group, c, n0, q.Value));
    }

    private static Evidence Judge(ReachGroup group, int c, int n0, double q)
    {
        // Learners that make the difference, seen from the smaller side, so that of two groups both say the same.
        var excess = Math.Min(Math.Abs(group.Reached - ((double)group.Learners * c / n0)), Math.Abs(c - ((double)n0 * group.Reached / group.Learners)));
        if (q > ReachComparison.FalseDiscoveryRate || Math.Floor(excess) < ReachComparison.FewestExcess)
        {
            return Evidence.None;
        }

        return NewcombeDifference.Of(group.Reached, group.Learners, c, n0, Z.Percent998) is { } wide && (wide.High < 0 || wide.Low > 0) ? Evidence.Strong : Evidence.Possible;
    }

    private sealed record Candidate(ReachGroup Group, int OthersReached, int Others, double? P, string Test);
}
