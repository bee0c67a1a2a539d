using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cohesion.Sample;

/// <summary>Numbers that look like chance and are the same in every run with the same seed: each thing made has a chance of its own, so that one more school changes no other.</summary>
public sealed class Chance
{
    private ulong state;

    private Chance(ulong state) => this.state = state;

    public static Chance For(int seed, params ReadOnlySpan<object> what)
    {
        var text = new StringBuilder().Append(seed);
        foreach (var part in what)
        {
            text.Append('|').Append(part);
        }

        return new Chance(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }

    /// <summary>SplitMix64: small, well mixed, and ours, so that no version of the framework changes what it gives.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>At least 0 and below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(Share() * limit);

    public bool Is(double probability) => Share() < probability;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T Of<T>(IReadOnlyList<(T Item, double Weight)> weighted)
    {
        var left = Share() * weighted.Sum(w => w.Weight);
        foreach (var (item, weight) in weighted)
        {
            left -= weight;
            if (left < 0)
            {
                return item;
            }
        }

        return weighted[^1].Item;
    }

    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }

    /// <summary>Some of the items, the heavier ones more likely, none twice.</summary>
    public IReadOnlyList<T> Some<T>(IEnumerable<T> items, int count, Func<T, double> weight) =>
        [.. items.Select(item => (Item: item, Key: Math.Pow(Share(), 1 / Math.Max(weight(item), 1e-9)))).OrderByDescending(x => x.Key).Take(count).Select(x => x.Item)];
}
