using Cohesion.Reporting.Disclosure;
using Cohesion.Reporting.Releases;

namespace Cohesion.Reporting.Spec.Disclosure;

/// <summary>A made-up area whose learners come, leave, change group and take part and whose schools end their agreements, counted several times a year; the releases made of it.</summary>
internal sealed class AreaOverTime
{
    private static readonly DateTimeOffset Start = new(2026, 9, 7, 8, 0, 0, TimeSpan.Zero);
    private readonly List<Learner> _learners = [];
    private readonly List<Release> _releases = [];
    private readonly (int La, string? Trust)[] _places;
    private readonly HashSet<(int School, bool Trust)> _ended = [];
    private readonly Random _random;

    private AreaOverTime(int seed)
    {
        _random = new Random(seed);
        var sums = Enumerable.Range(1, _random.Next(1, 4)).Select(b => Area.Breakdown($"b{b}", _random.Next(2, 6))).ToList();
        Shape = new TableShape(sums) { ForAreasOnly = seed % 4 == 0 ? sums[0].Members.ToHashSet() : [], Headcounts = seed % 5 == 0 ? [] : new HashSet<Column> { Area.Total } };
        PublicThreshold = seed % 3 == 0 ? 10 : Threshold;
        var (las, trusts, largest) = (_random.Next(1, 3), _random.Next(0, 3), _random.Next(3, 70));
        _places = [.. Enumerable.Range(0, _random.Next(1, 9)).Select(_ => (_random.Next(1, las + 1), _random.Next(0, trusts + 1) is > 0 and var t ? $"t{t}" : null))];
        for (var school = 0; school < _places.Length; school++)
        {
            Enumerable.Range(0, _random.Next(0, largest)).ToList().ForEach(_ => Join(school));
        }
    }

    public const int Threshold = 5;

    public TableShape Shape { get; }

    public int PublicThreshold { get; }

    public IReadOnlyList<Release> Releases => _releases;

    /// <summary>Counted up to five times; in between, sometimes a single learner joins, sometimes whole classes take part.</summary>
    public static AreaOverTime Random(int seed)
    {
        var area = new AreaOverTime(seed);
        for (var moment = 0; moment < area._random.Next(2, 6); moment++)
        {
            area.Release(Start.AddDays(7 * moment));
            area.Live(area._random.Next(4) switch { 0 => 1, 1 => 3, 2 => 20, _ => 150 });
        }

        return area;
    }

    /// <summary>Times at which the newest release counted a school in an area that it no longer shares with.</summary>
    public int Outstayed { get; private set; }

    public int ThresholdFor(Audience audience) => audience is Audience.Public ? PublicThreshold : Threshold;

    private void Release(DateTimeOffset at)
    {
        var counted = _places.Select((p, school) => new CountedSchool(
            new SchoolFigures(school + 1, _ended.Contains((school, false)) ? null : p.La, _ended.Contains((school, true)) ? null : p.Trust, Count(school)), at)).ToList();
        if (NextRelease.Decide(counted, _releases, Shape, a => ThresholdFor(a), at) is { } release)
        {
            _releases.Add(release);
        }

        Outstayed += _releases is [.., var last] && last.CountsOneThatLeft(counted) ? 1 : 0;
    }

    private void Live(int happenings)
    {
        if (_random.Next(3) == 0 && (_random.Next(_places.Length), _random.Next(2) == 0) is var agreement && !_ended.Add(agreement))
        {
            _ended.Remove(agreement);
        }

        for (var i = 0; i < happenings; i++)
        {
            var someone = _learners.Count == 0 ? null : _learners[_random.Next(_learners.Count)];
            switch (_random.Next(12))
            {
                case 0: Join(_random.Next(_places.Length)); break;
                case 1 when someone is not null: _learners.Remove(someone); break;
                case 2 when someone is not null: someone.Groups[_random.Next(Shape.Sums.Count)] = _random.Next(2); break;
                case 3 when happenings > 20 && i == 0: _places[0] = (_places[^1].La, _places[0].Trust is null ? "t1" : null); break;
                default: someone?.Reached = true; break;
            }
        }
    }

    private void Join(int school) => _learners.Add(new Learner(school, [.. Shape.Sums.Select(s => Math.Min(_random.Next(s.Members.Count), _random.Next(s.Members.Count)))]) { Reached = _random.Next(3) == 0 });

    private Dictionary<Column, Figure> Count(int school)
    {
        var figures = new Dictionary<Column, Figure>();
        foreach (var learner in _learners.Where(l => l.School == school))
        {
            foreach (var column in Shape.Sums.Select((s, i) => s.Members[learner.Groups[i]]).Append(Area.Total))
            {
                figures[column] = figures.GetValueOrDefault(column) + new Figure(learner.Reached ? 1 : 0, 1);
            }
        }

        return figures;
    }

    private sealed record Learner(int School, int[] Groups)
    {
        public bool Reached { get; set; }
    }
}
