using Cohesion.Web;

namespace Cohesion.Access.Memberships;

/// <summary>Memberships in words.</summary>
internal static class MemberWords
{
    public static string Days(MemberItem member) => member.UntilDay is { } last
        ? $"{Words.Date(member.FromDay)} to {Words.Date(last)}"
        : $"From {Words.Date(member.FromDay)}";

    public static string Of(MembershipState state) => state switch
    {
        MembershipState.Invited => "Invited",
        MembershipState.Lapsed => "Invitation lapsed",
        MembershipState.Coming => "Not yet",
        MembershipState.Current => "Acts now",
        _ => "Has ended",
    };

    public static TagColour Colour(MembershipState state) => state switch
    {
        MembershipState.Invited => TagColour.Yellow,
        MembershipState.Lapsed => TagColour.Orange,
        MembershipState.Coming => TagColour.Blue,
        MembershipState.Current => TagColour.Green,
        _ => TagColour.Grey,
    };
}
