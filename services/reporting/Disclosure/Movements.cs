using System.Collections.Concurrent;

namespace Cohesion.Reporting.Disclosure;

/// <summary>By how much a figure's parts differ from the true ones in tables that agree with everything told.</summary>
internal readonly record struct Movement(double Some, double Others)
{
    public double Of(Part part) => part switch { Part.Some => Some, Part.Others => Others, _ => Some + Others };

    public static Movement operator -(Movement left, Movement right) => new(left.Some - right.Some, left.Others - right.Others);
}

/// <summary>
/// How far each hidden figure, and each difference between two times, was seen to move, down and up. Hiding more can only add to it, so that whoever
/// was seen to have enough room need not be asked about again.
/// </summary>
internal sealed class Movements(Unknowns unknowns)
{
    private const double Tolerance = 1e-6;

    private readonly ConcurrentDictionary<(int Unknown, int? Less, Part Part), (double Down, double Up)> _seen = [];

    /// <summary>How far apart the least and the most are that the secret was seen to be.</summary>
    public double RoomOf(Secret secret) => secret.Unknowns.Where(u => !unknowns.IsKnown(u)).ToList() switch
    {
        [var one] => RoomOf(one, null, secret.Part),
        [var one, var other] => RoomOf(Math.Max(one, other), Math.Min(one, other), secret.Part),
        _ => 0,
    };

    /// <summary>Adds one set of tables; figures that are not in it are as they truly are.</summary>
    public void Add(IReadOnlyDictionary<int, Movement> moved)
    {
        foreach (var (unknown, movement) in moved.Where(m => m.Value != default))
        {
            Add(unknown, null, movement);
            foreach (var other in unknowns.SameCell(unknown).Where(u => !unknowns.IsKnown(u)))
            {
                var difference = movement - moved.GetValueOrDefault(other);
                if (other < unknown)
                {
                    Add(unknown, other, difference);
                }
                else
                {
                    Add(other, unknown, default(Movement) - difference);
                }
            }
        }
    }

    private double RoomOf(int unknown, int? less, Part part) => _seen.TryGetValue((unknown, less, part), out var seen) ? seen.Up - seen.Down + Tolerance : 0;

    private void Add(int unknown, int? less, Movement movement)
    {
        foreach (var part in Secret.Parts)
        {
            var moved = movement.Of(part);
            _seen.AddOrUpdate((unknown, less, part), (Math.Min(0, moved), Math.Max(0, moved)), (_, seen) => (Math.Min(seen.Down, moved), Math.Max(seen.Up, moved)));
        }
    }
}
