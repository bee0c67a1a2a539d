namespace Cohesion.Sample.Activities;

/// <summary>Who an activity is for; learners are named by UPN, which never leaves the files.</summary>
public sealed record Audience(bool WholeSchool, IReadOnlyList<string> YearGroups, IReadOnlyList<string> Forms, IReadOnlyList<string> Upns)
{
    public static readonly Audience School = new(true, [], [], []);

    public static Audience Years(params IReadOnlyList<string> years) => new(false, years, [], []);

    public static Audience Form(string form) => new(false, [], [form], []);

    public static Audience Chosen(IReadOnlyList<string> upns) => new(false, [], [], upns);
}

/// <summary>One meeting. Without a register it is still to come, was cancelled, or somebody has yet to take it.</summary>
/// <param name="Key">Names the session in the register file.</param>
public sealed record PlannedSession(string Key, DateOnly On, TimeOnly Starts, TimeOnly Ends, bool HasRegister, string? CancelReason);

/// <summary>Something that a school offers, as its staff would enter it.</summary>
/// <param name="Partner">Key of the school's partner who takes part, if one does.</param>
/// <param name="Visitor">Whom a visitor comes from, if one comes.</param>
public sealed record PlannedActivity(
    string Key, string Kind, string Title, string? Place, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions,
    IReadOnlyList<string> Themes, IReadOnlyList<int> UncrcArticles, string? Partner, string? Visitor, Audience Audience, IReadOnlyList<PlannedSession> Sessions);

/// <summary>A school's activities, and who was present at each session that has a register (the rest of its audience was absent).</summary>
public sealed record SchoolYear(IReadOnlyList<PlannedActivity> Activities, IReadOnlyDictionary<string, IReadOnlyList<string>> Present);
