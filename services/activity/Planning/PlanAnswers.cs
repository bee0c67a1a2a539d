using System.Globalization;
using Cohesion.Activity.Activities;
using Cohesion.Activity.Sessions;
using Cohesion.EventStore;

namespace Cohesion.Activity.Planning;

/// <summary>What has been answered of a plan so far. Nothing answered is an empty text or list.</summary>
/// <param name="SuggestedFor">The kind whose suggestions the tags started from; another kind starts anew.</param>
/// <param name="Weeks">How many weeks in a row, at least one.</param>
public sealed record PlanAnswers(
    string Title, string Kind, string Audience, IReadOnlyList<string> YearGroups, IReadOnlyList<string> Forms, string SuggestedFor, bool CommunityBased,
    IReadOnlyList<string> Strands, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Themes, IReadOnlyList<int> UncrcArticles,
    IReadOnlyList<Guid> PartnerIds, string VisitorName, string VisitorFrom, DateOnly? On, TimeOnly? Starts, TimeOnly? Ends, int Weeks, string Place, int? Capacity)
{
    public const string School = "school";
    public const string Years = "years";
    public const string FormGroups = "forms";
    public const string Open = "open";

    public static readonly PlanAnswers None = new("", "", "", [], [], "", false, [], [], [], [], [], "", "", null, null, null, 1, "", null);

    /// <summary>With the suggestions of the kind ticked, unless they were already.</summary>
    public PlanAnswers Suggested()
    {
        if (SuggestedFor == Kind)
        {
            return this;
        }

        var suggestion = Suggestion.For(Kind);
        return this with
        {
            SuggestedFor = Kind,
            CommunityBased = suggestion.CommunityBased,
            Strands = suggestion.Strands,
            Dimensions = suggestion.Dimensions,
            Themes = suggestion.Themes,
            UncrcArticles = suggestion.UncrcArticles,
        };
    }

    public Audience ToAudience() => Audience switch
    {
        School => Activities.Audience.School,
        Open => Activities.Audience.Anyone,
        Years => Activities.Audience.Nobody with { YearGroups = YearGroups },
        FormGroups => Activities.Audience.Nobody with { Forms = Forms },
        _ => Activities.Audience.Nobody,
    };

    public IReadOnlyList<NamedVisitor> ToVisitors(Guid draft) =>
        VisitorName.Length == 0 ? [] : [new NamedVisitor(MessageId.From(draft, "visitor"), VisitorName, VisitorFrom)];

    public ActivityPlan ToPlan(Guid draft) => new(
        Title, new Tags(Kind, CommunityBased, Strands, Dimensions, Themes, UncrcArticles, PartnerIds), ToAudience(),
        [.. ToVisitors(draft).Select(visitor => visitor.Unnamed)], Place.Length == 0 ? null : Place, Capacity);

    public IReadOnlyList<SessionTime> ToTimes() =>
        On is { } on && Starts is { } starts && Ends is { } ends ? [.. new Weekly(new SessionTime(on, starts, ends), Weeks).Sessions()] : [];

    public IReadOnlyList<PlannedSession> ToSessions(Guid draft) =>
        [.. ToTimes().Select((time, index) => new PlannedSession(new SessionId(MessageId.From(draft, string.Create(CultureInfo.InvariantCulture, $"session-{index}"))), time))];
}
