namespace Cohesion.Activity.Activities;

/// <summary>What an activity of a kind is mostly about: ticked beforehand, for the planner to change.</summary>
public sealed record Suggestion(
    string Kind, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Themes,
    IReadOnlyList<int> UncrcArticles)
{
    private const string Teaching = "teaching-learning-curriculum";
    private const string Equity = "equity-excellence";
    private const string Engagement = "engagement-extended-services";

    /// <summary>One line per code of <c>Codes.ActivityKinds</c>.</summary>
    public static readonly IReadOnlyList<Suggestion> All =
    [
        new("assembly", false, [Teaching], ["school", "local"], ["shared-values", "faith-belief"], [14]),
        new("morning-preparation", false, [Teaching], ["school"], ["shared-values", "citizenship"], [14]),
        new("lesson", false, [Teaching], ["school", "local"], ["challenging-prejudice", "human-rights"], [14, 30]),
        new("visit", true, [Teaching, Engagement], ["local"], ["faith-belief", "culture-heritage"], [14, 30]),
        new("club", false, [Engagement], ["school"], ["arts-sport"], [15, 31]),
        new("community-project", true, [Engagement], ["local"], ["charity-service", "citizenship"], [15]),
        new("sport-festival", true, [Equity, Engagement], ["networks", "local"], ["arts-sport"], [15, 31]),
        new("school-link", true, [Teaching, Engagement], ["networks", "uk"], ["culture-heritage", "challenging-prejudice"], [15, 30]),
        new("work-placement", true, [Equity, Engagement], ["local"], ["citizenship"], []),
        new("parent-child", false, [Engagement], ["school", "local"], ["intergenerational"], [31]),
        new("holiday-activity", true, [Equity, Engagement], ["local"], ["arts-sport", "safety-health"], [15, 31]),
    ];

    /// <summary>The suggestion for a kind; nothing ticked for a kind we do not know.</summary>
    public static Suggestion For(string? kind) => All.FirstOrDefault(s => s.Kind == kind) ?? new Suggestion(kind ?? "", false, [], [], [], []);
}
