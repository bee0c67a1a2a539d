using System.Collections;

namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// Reads the tables of all times together, and knows of every figure whether it has changed: what has not is one unknown, whenever it was counted, so
/// that what one release says about it helps with another.
/// </summary>
internal sealed class JointReader : IReader
{
    private readonly IReadOnlyList<Visibility> _now;
    private readonly IReadOnlyList<Line> _lines;
    private readonly MomentReader _moment;
    private readonly List<int> _cellOf = [];

    public JointReader(IReadOnlyList<Line> lines, IReadOnlyList<Told> told, IReadOnlyList<Figure> figures, IReadOnlyList<Visibility> now, int threshold)
    {
        _now = now;
        var times = told.Select(t => (IReadOnlyList<Figure>)t.Figures).Append(figures).ToList();
        var things = new Things(told, now);
        var thingOf = times.Select(_ => new int[figures.Count]).ToList();
        var values = new List<Figure>();
        for (var time = 0; time < times.Count; time++)
        {
            for (var cell = 0; cell < figures.Count; cell++)
            {
                var same = Enumerable.Range(0, time).Where(t => times[t][cell] == times[time][cell]).Select(t => (int?)thingOf[t][cell]).FirstOrDefault();
                thingOf[time][cell] = things.Add(same, time, cell);
                if (same is null)
                {
                    values.Add(times[time][cell]);
                    _cellOf.Add(cell);
                }
            }
        }

        // A line of which nothing has changed says nothing new.
        _lines =
        [
            .. thingOf.SelectMany((of, time) => lines
                .Where(l => time == 0 || !Enumerable.Range(0, time).Any(t => l.Members.Concat(l.Wholes).All(c => thingOf[t][c] == of[c])))
                .Select(l => l with { Members = [.. l.Members.Select(m => of[m])], Wholes = [.. l.Wholes.Select(w => of[w])] })),
        ];
        _moment = new MomentReader(_lines, values, things, threshold, _ => true);
    }

    public Func<int, bool>? Weakness(Line line) => null;

    public Line Opened(Line line) => line;

    public bool Loses(int cell) => _now[cell] is Visibility.Shown;

    public IEnumerable<int> Recovered(IReadOnlyList<Line> lines) => _moment.Recovered(_lines).Select(thing => _cellOf[thing]).Distinct();

    /// <summary>How each thing is shown: known at one time is known at all where it is the same.</summary>
    private sealed class Things(IReadOnlyList<Told> told, IReadOnlyList<Visibility> now) : IReadOnlyList<Visibility>
    {
        private readonly List<Visibility?> _told = [];
        private readonly List<int> _nowAt = [];

        public int Count => _told.Count;

        public Visibility this[int thing] => _nowAt[thing] < 0 ? _told[thing]!.Value : Best(_told[thing], now[_nowAt[thing]]);

        public int Add(int? same, int time, int cell)
        {
            var thing = same ?? Count;
            if (same is null)
            {
                _told.Add(null);
                _nowAt.Add(-1);
            }

            if (time == told.Count)
            {
                _nowAt[thing] = cell;
            }
            else
            {
                _told[thing] = Best(_told[thing], told[time].Visibility[cell]);
            }

            return thing;
        }

        public IEnumerator<Visibility> GetEnumerator() => Enumerable.Range(0, Count).Select(thing => this[thing]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static Visibility Best(Visibility? one, Visibility other) =>
            one is not { } first || other.IsKnown() ? other : first.IsKnown() || first is Visibility.TooFew ? first : other;
    }
}
