namespace Cohesion.Sample.Account;

/// <summary>Of how many learners how many were reached.</summary>
public sealed record Reached(int Numerator, int Denominator)
{
    public Reached Plus(Reached other) => new(Numerator + other.Numerator, Denominator + other.Denominator);
}

/// <summary>Sessions that took place, that are still to come or wait for their register, and that were cancelled.</summary>
public sealed record Held(int TookPlace, int Planned, int Cancelled)
{
    public Held Plus(Held other) => new(TookPlace + other.TookPlace, Planned + other.Planned, Cancelled + other.Cancelled);
}

/// <summary>What the pages must show of one place: a school, a trust or a local authority.</summary>
/// <param name="Learners">Headcount: learners of the roll whose main school this is.</param>
/// <param name="Reach">By breakdown and group, for this academic year; breakdown "all" has the one group "total".</param>
/// <param name="LastYear">Reach of the year before, of the same learners.</param>
/// <param name="Delivered">Sessions with a register this year.</param>
/// <param name="ByStrand">Sessions of this year, each under every one of its strands.</param>
public sealed record Counts(
    int Learners, int OnRoll, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Reached>> Reach, Reached LastYear, int Activities,
    int Sessions, int Delivered, int Cancelled, int Present, IReadOnlyDictionary<string, Held> ByStrand, IReadOnlyDictionary<string, Held> ByDimension,
    IReadOnlyDictionary<string, int> ReferralsByState, int Partners)
{
    public static Counts Sum(IReadOnlyList<Counts> parts) => new(
        parts.Sum(p => p.Learners), parts.Sum(p => p.OnRoll), Joined(parts), parts.Select(p => p.LastYear).Aggregate(new Reached(0, 0), (a, b) => a.Plus(b)),
        parts.Sum(p => p.Activities), parts.Sum(p => p.Sessions), parts.Sum(p => p.Delivered), parts.Sum(p => p.Cancelled), parts.Sum(p => p.Present),
        Summed(parts.Select(p => p.ByStrand), (a, b) => a.Plus(b)), Summed(parts.Select(p => p.ByDimension), (a, b) => a.Plus(b)),
        Summed(parts.Select(p => p.ReferralsByState), (a, b) => a + b), parts.Sum(p => p.Partners));

    private static SortedDictionary<string, T> Summed<T>(IEnumerable<IReadOnlyDictionary<string, T>> counts, Func<T, T, T> plus) => new(
        counts.SelectMany(c => c).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Select(c => c.Value).Aggregate(plus)), StringComparer.Ordinal);

    private static SortedDictionary<string, IReadOnlyDictionary<string, Reached>> Joined(IReadOnlyList<Counts> parts) => new(
        parts.SelectMany(p => p.Reach).GroupBy(r => r.Key).ToDictionary(
            breakdown => breakdown.Key, breakdown => (IReadOnlyDictionary<string, Reached>)Summed(breakdown.Select(r => r.Value), (a, b) => a.Plus(b))),
        StringComparer.Ordinal);
}

/// <summary>An independent account of a sample.</summary>
public sealed record SampleAccount(
    int Seed, DateOnly AsAt, string AcademicYear, string? Trust, IReadOnlyList<int> LaCodes, IReadOnlyDictionary<string, Counts> Schools, Counts Total, IReadOnlyList<string> Notes);
