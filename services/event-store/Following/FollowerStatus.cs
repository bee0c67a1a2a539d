namespace Cohesion.EventStore;

/// <summary>How a follower is doing here; another replica may be the one that follows.</summary>
internal sealed class FollowerStatus(string shard, string name)
{
    public string Shard { get; } = shard;

    public string Name { get; } = name;

    public bool IsOwner { get; set; }

    /// <summary>The process of PostgreSQL that last held the ownership for this replica, and may do so a moment longer.</summary>
    public int? Backend { get; set; }

    public long Position { get; set; }

    public long Head { get; set; }

    public int Failures { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>Since when the first event that is not yet followed has waited.</summary>
    public DateTimeOffset? BehindSince { get; private set; }

    /// <summary>Whether it is followed from here; between failed attempts nobody owns it.</summary>
    public bool IsHere => IsOwner || Failures > 0;

    public long Lag => IsHere ? Math.Max(0, Head - Position) : 0;

    public void Failed(Exception error) => (Failures, Failure) = (Failures + 1, error.GetType().Name);

    public void LeftToOthers() => (Failures, Failure, BehindSince) = (0, null, null);

    public void Found(Page page) => (Head, BehindSince) = (page.Head, page.Since);

    public void Moved(Page page) =>
        (Position, Head, Failures, Failure, BehindSince) = (page.Last, page.Head, 0, null, page.Last < page.Head ? page.Since : null);
}
