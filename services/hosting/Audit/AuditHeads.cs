using System.Collections.Concurrent;

namespace Cohesion.Hosting;

/// <summary>The last row of each chain that this process wrote: remembered where no hand in the database reaches.</summary>
public sealed class AuditHeads
{
    private readonly ConcurrentDictionary<string, AuditHead> heads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AuditHead> grown = new(StringComparer.Ordinal);

    /// <summary>Notes what was written; returns the remembered rows whose place a new row has taken: they had been cut off.</summary>
    internal IReadOnlyList<AuditHead> Follow(IReadOnlyList<AuditRow> written)
    {
        var lost = written.GroupBy(row => row.Entry.Tenant)
            .Select(rows => (Known: heads.GetValueOrDefault(rows.Key), First: rows.First()))
            .Where(chain => chain.Known is { } known && (chain.First.Sequence <= known.Sequence
                || (chain.First.Sequence == known.Sequence + 1 && !chain.First.Previous.AsSpan().SequenceEqual(known.Hash))))
            .Select(chain => chain.Known!).ToList();
        foreach (var row in written)
        {
            heads[row.Entry.Tenant] = grown[row.Entry.Tenant] = new(row.Entry.Tenant, row.Sequence, row.Hash);
        }

        return lost;
    }

    /// <summary>The ends of the chains that have grown since this was asked before.</summary>
    internal IReadOnlyList<AuditHead> TakeGrown() =>
        [.. grown.Keys.Select(tenant => grown.TryRemove(tenant, out var head) ? head : null).OfType<AuditHead>().OrderBy(head => head.Tenant, StringComparer.Ordinal)];
}
