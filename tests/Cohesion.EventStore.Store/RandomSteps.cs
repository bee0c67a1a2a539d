using FsCheck;
using FsCheck.Fluent;

namespace Cohesion.EventStoreTests;

/// <summary>Rounds of steps that want the same few streams.</summary>
internal static class RandomSteps
{
    private const int AtOnce = 4;

    public static readonly IReadOnlyList<string> Streams = ["club-0", "club-1", "club-2"];

    public static Gen<List<List<Step>>> Rounds() =>
        from rounds in Drawings().Select(drawn => drawn.Take(AtOnce).ToList()).NonEmptyListOf()
        select Made([.. rounds]);

    private static Gen<IList<Drawing>> Drawings() =>
        (from kind in Gen.Choose(0, 12)
         from stream in Gen.Choose(0, Streams.Count - 1)
         from expected in Gen.Choose(-4, 6).Select(drawn => Math.Max(drawn, -2))
         from events in Gen.Choose(1, 3)
         from other in Gen.Choose(0, 99)
         select new Drawing(kind, Streams[stream], expected, events, other)).NonEmptyListOf().Select(IList<Drawing> (list) => [.. list]);

    private static List<List<Step>> Made(List<List<Drawing>> rounds)
    {
        var named = new List<Step.Append>();
        return rounds.ConvertAll(round => round.ConvertAll(drawn => Made(drawn, named)));
    }

    /// <summary>Some repeat what had ids before, in this round or an earlier one.</summary>
    private static Step Made(Drawing drawn, List<Step.Append> named)
    {
        switch (drawn.Kind)
        {
            case 0 or 1 or 2 when named.Count > 0:
                return named[drawn.Other % named.Count];
            case <= 4:
                named.Add(Append(drawn, hasIds: true));
                return named[^1];
            case <= 7:
                return Append(drawn, hasIds: false);
            case <= 9:
                return new Step.Decide(drawn.Stream, drawn.Expected < 0 ? null : drawn.Expected, Guid.NewGuid());
            case 10:
                return new Step.Archive(drawn.Stream);
            default:
                return new Step.Together(
                    [Append(drawn, hasIds: false), Append(drawn with { Stream = Streams[drawn.Other % Streams.Count], Expected = (drawn.Other % 9) - 2 }, hasIds: false)]);
        }
    }

    private static Step.Append Append(Drawing drawn, bool hasIds) => new(drawn.Stream, drawn.Expected, hasIds, [.. Enumerable.Range(0, drawn.Events).Select(_ => Guid.NewGuid())]);

    private sealed record Drawing(int Kind, string Stream, int Expected, int Events, int Other);
}
