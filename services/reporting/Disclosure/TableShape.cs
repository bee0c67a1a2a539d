namespace Cohesion.Reporting.Disclosure;

/// <summary>A column of a published table: one group of a breakdown.</summary>
public readonly record struct Column(string Breakdown, string Group)
{
    public override string ToString() => $"{Breakdown}/{Group}";
}

/// <summary>Columns that make up another: the groups of a breakdown make the total.</summary>
/// <param name="From">What a hidden figure could be worked out from, as a page says it.</param>
public sealed record Sum(string Breakdown, IReadOnlyList<Column> Members, Column Whole, string From);

/// <summary>How the columns of a published table add up, and which of them are special.</summary>
public sealed record TableShape(IReadOnlyList<Sum> Sums)
{
    /// <summary>Columns that are shown for trusts and authorities, never for a school.</summary>
    public IReadOnlySet<Column> ForAreasOnly { get; init; } = new HashSet<Column>();

    /// <summary>
    /// Columns whose denominator is how many learners a school has. The department publishes that for every school, so that it is no secret when
    /// it changes by a few; what they did, and which group they are in, still is.
    /// </summary>
    public IReadOnlySet<Column> Headcounts { get; init; } = new HashSet<Column>();

    public IReadOnlyList<Column> Columns { get; } = [.. Sums.SelectMany(s => s.Members.Append(s.Whole)).Distinct()];

    /// <summary>What everything adds up to.</summary>
    public IEnumerable<Column> Totals => Sums.Select(s => s.Whole).Except(Sums.SelectMany(s => s.Members));
}
