using Cohesion.Reporting.Disclosure;

namespace Cohesion.Reporting.Releases;

/// <summary>A school's figures and when they were counted.</summary>
/// <param name="Stands">They are those of the release before: too few learners have changed since to tell them anew.</param>
public sealed record CountedSchool(SchoolFigures Figures, DateTimeOffset CountedAt, bool Stands = false)
{
    /// <summary>It stands as it was told, in the areas that it is in now.</summary>
    public CountedSchool StandsIn(SchoolFigures now) => this with { Figures = Figures with { LaCode = now.LaCode, TrustId = now.TrustId }, Stands = true };

    /// <summary>It stands as it was told, in the areas that it was in then and is in now.</summary>
    public CountedSchool StaysIn(SchoolFigures now) =>
        StandsIn(now with { LaCode = now.LaCode == Figures.LaCode ? now.LaCode : null, TrustId = now.TrustId == Figures.TrustId ? now.TrustId : null });
}

/// <summary>What left the schools at one time, for each audience; whoever asks before the next one is told this and nothing else.</summary>
/// <param name="Number">In the order of leaving; 0 for one that has not left yet.</param>
public sealed record Release(long Number, DateTimeOffset At, IReadOnlyDictionary<int, CountedSchool> Schools, IReadOnlyDictionary<Audience, Publication> Tables)
{
    /// <summary>Those of the same year before it, the oldest first.</summary>
    public IReadOnlyList<Release> Earlier { get; init; } = [];

    /// <summary>A figure as an audience is told it; of one that it is not told, what it was told last of no more schools than are in it now.</summary>
    public PublishedFigure Figure(Audience audience, Body body, Column column)
    {
        var figure = Tables[audience][body, column];
        return figure.Hidden && Earlier.LastOrDefault(e => e.Told(audience, body, column) is not null && e.In(body).IsSubsetOf(In(body))) is { } before
            ? figure with { LastTold = new LastTold(before.Told(audience, body, column)!.Value, before.At) } : figure;
    }

    /// <summary>Whether it tells no more than another: the same figures of the same schools in the same areas, hidden in the same places.</summary>
    public bool TellsTheSameAs(Release other) => Memberships(Schools.Values).ToHashSet().SetEquals(Memberships(other.Schools.Values)) && Tables.All(t => other.Tables.TryGetValue(t.Key, out var told) && Same(t.Value, told));

    /// <summary>Whether a school of it is by now not in all the areas that it counts it in.</summary>
    public bool CountsOneThatLeft(IEnumerable<CountedSchool> now) => Memberships(Schools.Values).Except(Memberships(now)).Any();

    private HashSet<int> In(Body body) => [.. Schools.Values.Where(s => s.Figures.Body == body || s.Figures.Areas.Contains(body)).Select(s => s.Figures.Urn)];

    private Figure? Told(Audience audience, Body body, Column column) => Tables.TryGetValue(audience, out var table) ? table[body, column].Value : null;

    private static IEnumerable<(int Urn, Body Area)> Memberships(IEnumerable<CountedSchool> schools) => schools.SelectMany(s => s.Figures.Memberships);

    private static bool Same(Publication left, Publication right) =>
        left.Bodies.ToHashSet().SetEquals(right.Bodies) && left.Bodies.All(body => left.Columns.All(column => left[body, column] == right[body, column]));
}
