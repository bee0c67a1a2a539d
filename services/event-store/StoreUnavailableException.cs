namespace Cohesion.EventStore;

/// <summary>This replica cannot serve now; another may: answer 503 and try later.</summary>
public sealed class StoreUnavailableException : Exception
{
    private StoreUnavailableException(string message)
        : base(message)
    {
    }

    internal static StoreUnavailableException NotReady(string schema, string shard) => new($"The store {schema} is not ready: its database {shard} has not been reached yet.");

    internal static StoreUnavailableException Moving(string schema) => new($"A tenant of {schema} is being moved to another shard, and has not arrived yet.");

    internal static StoreUnavailableException Superseded(string projection) => new($"A replica with a newer version of {projection} has taken over; this one must end.");
}

/// <summary>So many writers wanted the same streams that this one gave up; trying again is right.</summary>
public sealed class StoreContendedException(string? result) : Exception($"Gave up after many clashes: {result}");
