namespace Cohesion.Reporting.Disclosure;

/// <summary>By how much a figure differs from one time to another, and about how many learners that is at least.</summary>
/// <param name="Net">What a reader sees who subtracts.</param>
/// <param name="Some">How many more or fewer took part, school by school, whatever cancels out between schools.</param>
/// <param name="All">How many more or fewer there are.</param>
/// <param name="Others">How many more or fewer did not take part.</param>
public readonly record struct Change(Figure Net, int Some, int All, int Others)
{
    public static Change Between(Figure then, Figure now) => (now - then) is var net ? new(net, Math.Abs(net.Numerator), Math.Abs(net.Denominator), Math.Abs(net.Remainder)) : default;

    public static Change operator +(Change left, Change right) => new(left.Net + right.Net, left.Some + right.Some, left.All + right.All, left.Others + right.Others);

    public static Change operator -(Change left, Change right) => new(left.Net - right.Net, left.Some - right.Some, left.All - right.All, left.Others - right.Others);

    /// <summary>A difference about fewer than the threshold: who sees both figures learns something about those few.</summary>
    /// <param name="ofHeadcounts">That there are a few more or fewer says nothing; see <see cref="TableShape.Headcounts"/>.</param>
    public bool IsUnsafe(int threshold, bool ofHeadcounts) => IsFew(Part.Some, threshold) || IsFew(Part.Others, threshold) || (!ofHeadcounts && IsFew(Part.All, threshold));

    /// <summary>Whether another change adds to a part of this one that is too small.</summary>
    public bool IsHelpedBy(Change other, int threshold, bool ofHeadcounts) =>
        (IsFew(Part.Some, threshold) && other.Some > 0) || (IsFew(Part.Others, threshold) && other.Others > 0)
        || (!ofHeadcounts && IsFew(Part.All, threshold) && other.All > 0);

    /// <summary>Whether a part differs, and by fewer learners than the threshold.</summary>
    internal bool IsFew(Part part, int threshold) =>
        Net.Of(part) != 0 && part switch { Part.Some => Some, Part.Others => Others, _ => All } < threshold;
}
