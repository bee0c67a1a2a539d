namespace Cohesion.Benchmarks.EventStore;

/// <summary>One kind of thing that the store is measured at. It starts what it needs and leaves nothing running.</summary>
internal interface IWorkload
{
    /// <summary>The word that <c>--only</c> takes.</summary>
    string Word { get; }

    IAsyncEnumerable<Figure> RunAsync(Ground ground, CancellationToken ct);
}

/// <summary>What all are measured on: the servers, how long a run lasts, how many events the long history has.</summary>
internal sealed record Ground(DurableServers Servers, TimeSpan Time, int Events);
