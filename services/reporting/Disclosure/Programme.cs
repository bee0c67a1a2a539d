namespace Cohesion.Reporting.Disclosure;

/// <summary>A figure that would leave a secret more room if it were hidden too.</summary>
/// <param name="From">What a reader works the secret out from with its help, as a page says it.</param>
internal sealed record Help(int Cell, string From);

/// <summary>
/// Whether readers with all tables of all times, and linear programmes, are left enough room about a small number. Each question looks for two sets of
/// tables that agree with everything told and leave it as many values as the threshold. It begins with the nearest hidden figures and takes up others
/// where the prices of the equations say that they would give more room (column generation): a no is as exact as with all of them at once.
/// </summary>
internal sealed class Programme(Unknowns unknowns, int threshold)
{
    /// <summary>How many hidden figures a question begins with, and takes up at least each time.</summary>
    private const int Figures = 30;

    /// <summary>How many of each equation are taken up together.</summary>
    private const int OfEquation = 2;

    private readonly Movements _seen = new(unknowns);

    /// <summary>What would leave a secret more room; null where it has as much as it needs.</summary>
    public IReadOnlyList<Help>? Lack(Secret secret)
    {
        // Nobody can be kept from what is told; whether it may be was decided before.
        var own = secret.Unknowns.Where(u => !unknowns.IsKnown(u)).ToList();
        if (own is [] || _seen.RoomOf(secret) >= secret.Room)
        {
            return null;
        }

        using var loose = new LooseFigures(unknowns, threshold, secret);
        for (var more = own; ;)
        {
            loose.Add(Around(more, Math.Max(Figures, 2 * more.Count), loose));
            if (loose.HasRoom(_seen))
            {
                return null;
            }

            more = [.. loose.Wanted.Keys.Where(u => !unknowns.IsKnown(u)).OrderByDescending(Latitude).Take(Math.Max(Figures, loose.Count))];
            if (more is [])
            {
                return [.. from wanted in loose.Wanted where unknowns.CellNow(wanted.Key) is not null select new Help(unknowns.CellNow(wanted.Key)!.Value, wanted.Value)];
            }
        }
    }

    /// <summary>Some hidden figures and those nearest to them, over the equations that they share; of each equation those with most room themselves.</summary>
    private List<int> Around(List<int> some, int most, LooseFigures loose)
    {
        var (found, seen) = (new List<int>(some), some.ToHashSet());
        for (var i = 0; i < found.Count && found.Count < most; i++)
        {
            foreach (var equation in unknowns.EquationsOf(found[i]))
            {
                var hidden = equation.Terms.Select(t => t.Unknown).Where(u => !unknowns.IsKnown(u)).OrderByDescending(Latitude).Take(OfEquation);
                found.AddRange(hidden.Where(u => !loose.Contains(u) && seen.Add(u)).Take(most - found.Count));
            }
        }

        return found;
    }

    private int Latitude(int unknown) => Math.Min(unknowns.Figure(unknown).Numerator, unknowns.Figure(unknown).Remainder);
}
