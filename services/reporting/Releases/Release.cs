using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Releases;

/// <summary>A school's figures and when they were counted.</summary>
/// <param name="Stands">They are those of the release before: too few learners have changed since to tell them anew.</param>
public sealed record CountedSchool(SchoolFigures Figures, DateTimeOffset CountedAt, bool Stands = false);

/// <summary>What left the schools at one time, for each audience; whoever asks before the next one is told this and nothing else.</summary>
/// <param name="Number">In the order of leaving; 0 for one that has not left yet.</param>
public sealed record Release(long Number, DateTimeOffset At, IReadOnlyDictionary<int, CountedSchool> Schools, IReadOnlyDictionary<Audience, Publication> Tables)
{
    /// <summary>Those of the same year before it, the oldest first.</summary>
    public IReadOnlyList<Release> Earlier { get; init; } = [];

    /// <summary>A figure as an audience is told it; of one that it is not told, what it was told last.</summary>
    public PublishedFigure Figure(Audience audience, Body body, Column column)
    {
        var figure = Tables[audience][body, column];
        return figure.Hidden && Earlier.LastOrDefault(e => e.Told(audience, body, column) is not null) is { } before
            ? figure with { LastTold = new LastTold(before.Told(audience, body, column)!.Value, before.At) } : figure;
    }

    /// <summary>Whether it tells no more than another: the same figures, hidden in the same places.</summary>
    public bool TellsTheSameAs(Release other) => Tables.All(t => other.Tables.TryGetValue(t.Key, out var told) && Same(t.Value, told));

    private Figure? Told(Audience audience, Body body, Column column) => Tables.TryGetValue(audience, out var table) ? table[body, column].Value : null;

    private static bool Same(Publication left, Publication right) =>
        left.Bodies.ToHashSet().SetEquals(right.Bodies) && left.Bodies.All(body => left.Columns.All(column => left[body, column] == right[body, column]));
}
