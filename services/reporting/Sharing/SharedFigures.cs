namespace Cohesion.Reporting.Sharing;

/// <summary>Kinds of figures that a school may share: the codes of <c>Codes.SharedFigures</c>.</summary>
public static class SharedFigures
{
    public const string Reach = "reach";
    public const string Activities = "activities";
    public const string Referrals = "referrals";

    /// <summary>For the school itself.</summary>
    public static readonly IReadOnlyList<string> All = [Reach, Activities, Referrals];
}
