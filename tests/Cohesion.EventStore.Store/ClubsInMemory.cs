using System.Collections.Immutable;

namespace Cohesion.EventStoreTests;

/// <summary>Something a caller asks of the store. An event is known by its mark, which says what kind of event it is too.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>Whether the event of this mark is a visit; otherwise it is a new name.</summary>
    public static bool IsVisit(Guid mark) => mark.ToByteArray()[0] % 2 == 0;

    /// <summary><paramref name="Expected"/> is a version, -1 for a stream that must not exist, -2 for any. With ids a repeat is recognised.</summary>
    public sealed record Append(string Stream, int Expected, bool HasIds, params IReadOnlyList<Guid> Marks) : Step;

    /// <summary>Several appends in one transaction.</summary>
    public sealed record Together(IReadOnlyList<Append> Appends) : Step;

    /// <summary>One more event, unless the club has had <see cref="Full"/> visits. No version means the latest.</summary>
    public sealed record Decide(string Stream, int? Version, Guid Mark) : Step
    {
        public const int Full = 5;
    }

    public sealed record Archive(string Stream) : Step;
}

/// <summary>What the store promises, one step after the other.</summary>
internal sealed record ClubsInMemory(ImmutableSortedDictionary<string, ImmutableList<Guid>> Streams, ImmutableSortedSet<string> Archived)
{
    public static readonly ClubsInMemory Empty = new(ImmutableSortedDictionary.Create<string, ImmutableList<Guid>>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public override string ToString() => string.Join("; ", Streams.Select(stream => $"{stream.Key}{(Archived.Contains(stream.Key) ? " (archived)" : "")}: {string.Join(", ", stream.Value)}"));

    public (ClubsInMemory Next, string Answer) Take(Step step) => step switch
    {
        Step.Append append => Take(append),
        Step.Together together => Take(together),
        Step.Decide decide => Take(decide),
        Step.Archive archive => Take(archive),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public ImmutableList<Guid> Of(string stream) => Streams.GetValueOrDefault(stream, []);

    private (ClubsInMemory Next, string Answer) Take(Step.Append append)
    {
        var marks = Of(append.Stream);
        if (append.HasIds && marks.Contains(append.Marks[0]))
            return (this, $"appended {string.Join(',', append.Marks.Select(mark => marks.IndexOf(mark) + 1))}");
        if (Archived.Contains(append.Stream))
            return (this, $"archived {append.Stream}");
        if (append.Expected == -1 && marks.Count > 0)
            return (this, $"exists {append.Stream}");
        if (append.Expected >= 0 && append.Expected != marks.Count)
            return (this, $"stale {append.Stream} {marks.Count}");
        return (With(append.Stream, append.Marks), $"appended {string.Join(',', append.Marks.Select((_, place) => marks.Count + place + 1))}");
    }

    private (ClubsInMemory Next, string Answer) Take(Step.Together together)
    {
        var (next, versions) = (this, new List<string>());
        foreach (var append in together.Appends)
        {
            (next, var answer) = next.Take(append);
            if (!answer.StartsWith("appended ", StringComparison.Ordinal))
                return (this, answer);
            versions.Add(answer["appended ".Length..]);
        }

        return (next, $"appended {string.Join(',', versions)}");
    }

    private (ClubsInMemory Next, string Answer) Take(Step.Decide decide)
    {
        var marks = Of(decide.Stream);
        return marks switch
        {
            [] => (this, "not found"),
            _ when decide.Version is { } version && version != marks.Count => (this, $"stale {marks.Count}"),
            _ when marks.Count(Step.IsVisit) >= Step.Decide.Full => (this, "refused club-full"),
            _ when Archived.Contains(decide.Stream) => (this, "refused stream-archived"),
            _ => (With(decide.Stream, [decide.Mark]), $"done {marks.Count + 1}"),
        };
    }

    private (ClubsInMemory Next, string Answer) Take(Step.Archive archive) =>
        Of(archive.Stream).IsEmpty ? (this, "not found") : (this with { Archived = Archived.Add(archive.Stream) }, "archived");

    private ClubsInMemory With(string stream, IReadOnlyList<Guid> marks) => this with { Streams = Streams.SetItem(stream, Of(stream).AddRange(marks)) };
}
