namespace Cohesion.Hosting;

/// <summary>The first place at which a chain is not as it was written.</summary>
/// <param name="Why">A sentence, after "row 7: ".</param>
public sealed record AuditBreak(string Tenant, long Sequence, string Why);

/// <summary>Goes along the chain of one tenant, row by row as they are stored, and says where it is broken first.</summary>
/// <param name="anchors">Ends of this chain that were told earlier, outside the database; they show rows cut off at the end, and a chain made anew.</param>
public sealed class ChainCheck(AuditChain chain, string tenant, IEnumerable<AuditHead> anchors)
{
    private readonly ILookup<long, byte[]> anchored = anchors.Where(anchor => anchor.Tenant == tenant).ToLookup(anchor => anchor.Sequence, anchor => anchor.Hash);
    private byte[] previous = AuditChain.Beginning;

    /// <summary>The row that was looked at last; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>Looks at the next row; null while all is well.</summary>
    public AuditBreak? Next(AuditRow row)
    {
        var expected = Last + 1;
        var why = row switch
        {
            _ when row.Sequence > expected => "is missing",
            _ when row.Sequence < expected => "is there twice, or out of its place",
            _ when row.Entry.Tenant != tenant => "belongs to another chain",
            _ when !row.Previous.AsSpan().SequenceEqual(previous) => "does not follow the row before it",
            _ when chain.Holds(row) is null => $"is hashed with a key that is not at hand (\"{row.Key}\")",
            _ when chain.Holds(row) is false => "has been changed",
            _ when anchored[row.Sequence].Any(hash => !hash.AsSpan().SequenceEqual(row.Hash)) => "is another row than the one that was anchored",
            _ => null,
        };
        if (why is not null)
        {
            return new(tenant, expected, why);
        }

        (Last, previous) = (row.Sequence, row.Hash);
        return null;
    }

    /// <summary>After the last row: whether there have been more.</summary>
    public AuditBreak? End() =>
        anchored.Select(anchor => anchor.Key).DefaultIfEmpty(0).Max() is var told && told > Last ? new(tenant, Last + 1, $"is missing, with all after it: row {told} was anchored") : null;
}
