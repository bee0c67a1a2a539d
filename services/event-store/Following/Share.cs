namespace Cohesion.EventStore;

/// <summary>How many followers this replica is to own, and the places that are taken.</summary>
internal sealed class Share
{
    private readonly Lock counting = new();
    private int taken;
    private int leaving;

    // Until it has been counted, a replica takes what is free.
    private int size = int.MaxValue;

    public bool HasRoom
    {
        get
        {
            lock (counting)
                return taken < size;
        }
    }

    public void Become(int followers)
    {
        lock (counting)
            size = followers;
    }

    /// <summary>A place for a follower that this replica has the lock of; null where the last one was taken meanwhile.</summary>
    public Place? Take()
    {
        lock (counting)
        {
            if (taken >= size)
                return null;
            taken++;
            return new Place(this);
        }
    }

    /// <summary>What one follower has of the share, until it is disposed.</summary>
    internal sealed class Place(Share share) : IDisposable
    {
        private bool leaves;

        /// <summary>Whether this one is to go: as many are told so as are too many.</summary>
        public bool IsTooMany
        {
            get
            {
                lock (share.counting)
                {
                    if (!leaves && share.taken - share.leaving > share.size)
                    {
                        leaves = true;
                        share.leaving++;
                    }

                    return leaves;
                }
            }
        }

        public void Dispose()
        {
            lock (share.counting)
            {
                share.taken--;
                share.leaving -= leaves ? 1 : 0;
            }
        }
    }
}
