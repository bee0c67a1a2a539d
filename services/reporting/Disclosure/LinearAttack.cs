namespace Cohesion.Reporting.Disclosure;

/// <summary>
/// What a reader with all tables and linear algebra finds out: a hidden figure can be recovered exactly when every change of hidden
/// figures that leaves all lines adding up leaves it unchanged. One random such change, computed modulo a prime, tells for all at once.
/// </summary>
internal static class LinearAttack
{
    private const long Prime = int.MaxValue;

    public static IReadOnlyList<int> Recovered(IReadOnlyList<Line> lines, Func<int, bool> hidden, int cells)
    {
        var unknown = Enumerable.Range(0, cells).Where(hidden).ToArray();
        var indexOf = new int[cells];
        Array.Fill(indexOf, -1);
        for (var i = 0; i < unknown.Length; i++)
        {
            indexOf[unknown[i]] = i;
        }

        var pivots = new (int Column, long Value)[unknown.Length][];
        var row = new long[unknown.Length];
        foreach (var line in lines.OrderBy(l => l.Members.Length))
        {
            Reduce(line, indexOf, row, pivots);
        }

        var change = new long[unknown.Length];
        for (var i = unknown.Length - 1; i >= 0; i--)
        {
            change[i] = pivots[i] is not { } pivot ? Scatter(i) : Modulo(-pivot.Sum(term => term.Value * change[term.Column] % Prime));
        }

        return [.. unknown.Where((_, i) => change[i] == 0)];
    }

    /// <summary>Brings a line's equation into echelon form with those before it; the row array is zero before and after.</summary>
    private static void Reduce(Line line, int[] indexOf, long[] row, (int Column, long Value)[]?[] pivots)
    {
        var (first, last) = (int.MaxValue, -1);
        void Set(int cell, long value)
        {
            if (indexOf[cell] is >= 0 and var i)
            {
                row[i] = Modulo(row[i] + value);
                (first, last) = (Math.Min(first, i), Math.Max(last, i));
            }
        }

        Array.ForEach(line.Members, m => Set(m, 1));
        Array.ForEach(line.Wholes, w => Set(w, -1));
        for (var i = first; i <= last; i++)
        {
            if (row[i] == 0)
            {
                continue;
            }

            if (pivots[i] is not { } pivot)
            {
                pivots[i] = Normalised(row, i, last);
                Array.Clear(row, i, last - i + 1);
                return;
            }

            var factor = row[i];
            row[i] = 0;
            foreach (var (column, value) in pivot)
            {
                row[column] = Modulo(row[column] - factor * value % Prime);
                last = Math.Max(last, column);
            }
        }
    }

    /// <summary>The terms after the leading one, divided by it.</summary>
    private static (int Column, long Value)[] Normalised(long[] row, int lead, int last)
    {
        var inverse = Power(row[lead], Prime - 2);
        return [.. Enumerable.Range(lead + 1, last - lead).Where(i => row[i] != 0).Select(i => (i, row[i] * inverse % Prime))];
    }

    private static long Power(long value, long exponent)
    {
        var result = 1L;
        for (; exponent > 0; exponent >>= 1, value = value * value % Prime)
        {
            result = (exponent & 1) == 1 ? result * value % Prime : result;
        }

        return result;
    }

    private static long Modulo(long value) => (value % Prime + Prime) % Prime;

    /// <summary>A free figure's change: the same on every run, and with no pattern that lines could share.</summary>
    private static long Scatter(int index)
    {
        var mixed = ((ulong)index + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (long)((mixed ^ (mixed >> 31)) % (ulong)(Prime - 1)) + 1;
    }
}
