using Cohesion.Activity.Roll;
using Cohesion.Activity.Sessions;
using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>Who an activity is for, as a program sends it: any of these together.</summary>
public sealed record AudienceRequest(
    bool? WholeSchool, bool? Open, IReadOnlyList<string>? YearGroups, IReadOnlyList<string>? Forms, IReadOnlyList<LearnerId>? Learners)
{
    public Audience ToAudience() => new(WholeSchool ?? false, Open ?? false, YearGroups ?? [], Forms ?? [], Learners ?? []);
}

/// <summary>When a session is to be.</summary>
public sealed record SessionRequest(DateOnly? On, TimeOnly? Starts, TimeOnly? Ends)
{
    public static IEnumerable<Fault> FaultsOf(IReadOnlyList<SessionRequest>? sessions) => (sessions ?? []).SelectMany((session, i) => new[]
    {
        session.On is null ? new Fault($"sessions[{i}].on", "required", "Enter the date of the session.") : null,
        session.Starts is null ? new Fault($"sessions[{i}].starts", "required", "Enter when the session starts.") : null,
        session.Ends is null ? new Fault($"sessions[{i}].ends", "required", "Enter when the session ends.") : null,
    }).OfType<Fault>();

    public SessionTime ToTime() => new(On!.Value, Starts!.Value, Ends!.Value);
}

/// <summary>The same time every week.</summary>
public sealed record WeeklyRequest(DateOnly? First, TimeOnly? Starts, TimeOnly? Ends, int? Times)
{
    public IEnumerable<Fault> Faults()
    {
        if (First is null || Starts is null || Ends is null)
        {
            yield return new Fault("weekly", "required", "Enter the first date and when the sessions start and end.");
        }

        if (Times is not (>= 1 and <= PlanFaults.MostSessions))
        {
            yield return new Fault("weekly.times", "out-of-range", $"Repeat between 1 and {PlanFaults.MostSessions} times.");
        }
    }

    public IEnumerable<SessionTime> ToTimes() => new Weekly(new SessionTime(First!.Value, Starts!.Value, Ends!.Value), Times!.Value).Sessions();
}

/// <summary>An activity as a program plans it. Codes left out are those suggested for its kind.</summary>
public sealed record PlanRequest(
    int? Urn, string? Title, string? Kind, bool? CommunityBased, IReadOnlyList<string>? Strands, IReadOnlyList<string>? Dimensions,
    IReadOnlyList<string>? Themes, IReadOnlyList<int>? UncrcArticles, AudienceRequest? Audience, IReadOnlyList<Guid>? PartnerIds,
    IReadOnlyList<VisitorRequest>? Visitors, string? Place, int? Capacity, IReadOnlyList<SessionRequest>? Sessions, WeeklyRequest? Weekly)
{
    public ActivityPlan ToPlan(IReadOnlyList<NamedVisitor> visitors)
    {
        var suggested = Suggestion.For(Kind);
        var tags = new Tags(
            Kind ?? "", CommunityBased ?? suggested.CommunityBased, Strands ?? suggested.Strands, Dimensions ?? suggested.Dimensions,
            Themes ?? suggested.Themes, UncrcArticles ?? suggested.UncrcArticles, PartnerIds ?? []);
        return new ActivityPlan(
            (Title ?? "").Trim(), tags, Audience?.ToAudience() ?? Activities.Audience.Nobody, [.. visitors.Select(visitor => visitor.Unnamed)],
            string.IsNullOrWhiteSpace(Place) ? null : Place.Trim(), Capacity);
    }

    /// <summary>Faults of the parts that are not codes of the plan; what is left can be made into sessions and visitors.</summary>
    public IReadOnlyList<Fault> ShapeFaults() =>
    [
        .. Urn is null ? [new Fault("urn", "required", "Enter the URN of the school.")] : Array.Empty<Fault>(),
        .. VisitorRequest.FaultsOf(Visitors),
        .. SessionRequest.FaultsOf(Sessions),
        .. Weekly?.Faults() ?? [],
    ];

    public IReadOnlyList<SessionTime> Times() => [.. (Sessions ?? []).Select(session => session.ToTime()), .. Weekly?.ToTimes() ?? []];
}
