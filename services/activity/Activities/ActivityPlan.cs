using Cohesion.Contracts;

namespace Cohesion.Activity.Activities;

/// <summary>What an activity is about, as reports arrange it; all values are codes.</summary>
public sealed record Tags(
    string Kind, bool CommunityBased, IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Themes,
    IReadOnlyList<int> UncrcArticles, IReadOnlyList<Guid> PartnerIds);

/// <summary>Somebody from outside who takes part. The name is kept beside the events, under this id.</summary>
/// <param name="From">A code of <see cref="Visitor.Communities"/>: whom they come from.</param>
public sealed record Visitor(Guid VisitorId, string From)
{
    /// <summary>Communities and faiths a visitor may come from (A6, B6.3).</summary>
    public static readonly IReadOnlyList<Code> Communities =
    [
        new("christian", "Christian"),
        new("muslim", "Muslim"),
        new("jewish", "Jewish"),
        new("hindu", "Hindu"),
        new("sikh", "Sikh"),
        new("buddhist", "Buddhist"),
        new("other-faith", "Another faith"),
        new("no-religion", "Humanist or no religion"),
        new("emergency-service", "Police, fire or ambulance"),
        new("health", "Health or social care"),
        new("charity", "Charity or voluntary group"),
        new("business", "Business or employer"),
        new("education", "Another school, college or university"),
        new("family", "Families of the school"),
        new("local-community", "Local community"),
    ];
}

/// <summary>An activity as it is planned: what, for whom, with whom, where.</summary>
public sealed record ActivityPlan(
    string Title, Tags Tags, Audience Audience, IReadOnlyList<Visitor> Visitors, string? Place, int? Capacity)
{
    public static readonly ActivityPlan None = new("", new Tags("", false, [], [], [], [], []), Audience.Nobody, [], null, null);
}
