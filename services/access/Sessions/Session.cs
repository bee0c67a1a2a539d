namespace Cohesion.Access.Sessions;

/// <summary>One browser that somebody signed in with.</summary>
/// <param name="Provider">Who proved who they are; null for a demo person.</param>
/// <param name="MembershipId">Where they act now; null until they have chosen.</param>
/// <param name="DemoSchool">The school that a demo person chose.</param>
public sealed record Session(Guid SessionId, string PersonId, string? Provider, Guid? MembershipId, int? DemoSchool)
{
    /// <summary>How tokens and the list of revocations name it.</summary>
    public string TokenId => SessionId.ToString("N");
}
