using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Hosting;

namespace Cohesion.Activity.Activities;

/// <summary>Every fault of a plan at once, so that nobody corrects the same form twice.</summary>
public static class PlanFaults
{
    public const int LongestTitle = 120;
    public const int LongestPlace = 120;
    public const int MostSessions = 100;

    private static readonly IReadOnlySet<int> Articles =
        Codes.UncrcArticles.Select(code => int.Parse(code.Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToHashSet();

    public static IReadOnlyList<Fault> Of(ActivityPlan plan) =>
    [
        .. Title(plan.Title),
        .. Kind(plan.Tags.Kind),
        .. Known("strands", plan.Tags.Strands, Codes.Strands, "strand"),
        .. plan.Tags.Strands.Count == 0 ? [new Fault("strands", "required", "Select at least one strand.")] : Array.Empty<Fault>(),
        .. Known("dimensions", plan.Tags.Dimensions, Codes.Dimensions, "dimension"),
        .. Known("themes", plan.Tags.Themes, Codes.Themes, "theme"),
        .. plan.Tags.UncrcArticles.Where(article => !Articles.Contains(article))
            .Select(article => new Fault("uncrcArticles", "unknown", $"Article {article} is not one of the articles that can be chosen.")),
        .. For(plan.Audience),
        .. plan.Visitors.Where(visitor => Visitor.Communities.All(code => code.Value != visitor.From))
            .Select(visitor => new Fault("visitors", "unknown", $"\"{visitor.From}\" is not a community that can be chosen.")),
        .. plan.Place is { Length: > LongestPlace } ? [new Fault("place", "too-long", $"The place must be {LongestPlace} characters or fewer.")] : Array.Empty<Fault>(),
        .. plan.Capacity is < 1 or > 5000 ? [new Fault("capacity", "out-of-range", "Places must be between 1 and 5,000.")] : Array.Empty<Fault>(),
    ];

    public static IEnumerable<Fault> Title(string title)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            yield return new Fault("title", "required", "Enter what the activity is called.");
        }
        else if (title.Length > LongestTitle)
        {
            yield return new Fault("title", "too-long", $"The name must be {LongestTitle} characters or fewer.");
        }
    }

    public static IEnumerable<Fault> Kind(string kind)
    {
        if (Codes.ActivityKinds.All(code => code.Value != kind))
        {
            yield return new Fault("kind", kind.Length == 0 ? "required" : "unknown", "Select what kind of activity it is.");
        }
    }

    public static IEnumerable<Fault> For(Audience audience)
    {
        if (!audience.NamesSomebody)
        {
            yield return new Fault("audience", "required", "Select who the activity is for.");
        }
    }

    /// <summary>The times of sessions: each ends after it starts, none twice, not more than a hundred, within a year and a half of today.</summary>
    public static IEnumerable<Fault> Of(IReadOnlyList<SessionTime> times, DateOnly today)
    {
        if (times.Count > MostSessions)
        {
            yield return new Fault("sessions", "too-many", $"Add {MostSessions} sessions or fewer at a time.");
        }

        var seen = new HashSet<(DateOnly, TimeOnly)>();
        for (var i = 0; i < times.Count; i++)
        {
            var (on, starts, ends) = times[i];
            if (ends <= starts)
            {
                yield return new Fault($"sessions[{i}].ends", "before-start", "The end must be after the start.");
            }

            if (on < today.AddMonths(-18) || on > today.AddMonths(18))
            {
                yield return new Fault($"sessions[{i}].on", "out-of-range", "The date must be within 18 months of today.");
            }

            if (!seen.Add((on, starts)))
            {
                yield return new Fault($"sessions[{i}]", "twice", "Two sessions start at the same time.");
            }
        }
    }

    private static IEnumerable<Fault> Known(string where, IReadOnlyList<string> values, IReadOnlyList<Code> codes, string what) =>
        values.Where(value => codes.All(code => code.Value != value)).Select(value => new Fault(where, "unknown", $"\"{value}\" is not a {what} that can be chosen."));
}
