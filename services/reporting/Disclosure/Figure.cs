namespace Cohesion.Reporting.Disclosure;

/// <summary>So many of so many: the only kind of number that a published table holds. A plain count is so many of itself.</summary>
public readonly record struct Figure(int Numerator, int Denominator)
{
    public int Remainder => Denominator - Numerator;

    public static Figure Count(int count) => new(count, count);

    public static Figure operator +(Figure left, Figure right) => new(left.Numerator + right.Numerator, left.Denominator + right.Denominator);

    public static Figure operator -(Figure left, Figure right) => new(left.Numerator - right.Numerator, left.Denominator - right.Denominator);

    /// <summary>About fewer than the threshold: too small a group, or one of which too few did, or too few did not. None at all of a large enough group is safe.</summary>
    public bool IsUnsafe(int threshold) => IsFew(Part.All, threshold) || IsFew(Part.Some, threshold) || IsFew(Part.Others, threshold);

    internal int Of(Part part) => part switch { Part.Some => Numerator, Part.Others => Remainder, _ => Denominator };

    /// <summary>Whether a part is somebody, and fewer than the threshold.</summary>
    internal bool IsFew(Part part, int threshold) => Of(part) is > 0 and var count && count < threshold;
}

/// <summary>A part of a figure: those who did, those who did not, or all.</summary>
internal enum Part
{
    Some,
    Others,
    All,
}

/// <summary>Whether a figure may be seen outside the school, and if not, why.</summary>
public enum Visibility
{
    Shown,

    /// <summary>Nobody to count.</summary>
    NotApplicable,

    /// <summary>Primary: about fewer than the threshold.</summary>
    TooFew,

    /// <summary>Secondary: a hidden figure could be worked out from it.</summary>
    CouldBeWorkedOut,

    /// <summary>Of a kind that is shown for whole areas only; a reader does not even know whether it is none.</summary>
    ForAreasOnly,

    /// <summary>Changed by fewer than the threshold since an earlier release told it: subtracting the two would tell about those few.</summary>
    ChangedByTooFew,

    /// <summary>A school that it counted has ended its agreement to share, and there is no sum without it yet.</summary>
    SchoolLeft,
}

/// <summary>What a reader learns from how a figure is shown.</summary>
internal static class Hiding
{
    public static bool IsHidden(this Visibility visibility) => !visibility.IsKnown();

    /// <summary>Whether a reader knows the figure: it is shown, or there is nobody to count.</summary>
    public static bool IsKnown(this Visibility visibility) => visibility is Visibility.Shown or Visibility.NotApplicable;

    /// <summary>What a reader knows a hidden figure to count at least: one learner where it is too few, the threshold where it is hidden for others' sake.</summary>
    public static int LeastKnown(this Visibility visibility, int threshold) => visibility switch
    {
        Visibility.TooFew => 1,
        Visibility.CouldBeWorkedOut or Visibility.ChangedByTooFew => threshold,
        _ => 0,
    };
}

/// <summary>Figures that add up: the members make the wholes. Whoever sees all but one of them knows the last.</summary>
/// <param name="From">What a hidden figure of the line could be worked out from, as a page says it.</param>
/// <param name="Substitutes">Whether a reader can put the members in the whole's body in other lines, as the schools of a trust in the local authority's.</param>
/// <param name="IsOfOneBody">Whether the members are groups of the same body.</param>
public sealed record Line(string From, int[] Members, int[] Wholes, bool Substitutes = false, bool IsOfOneBody = false);
