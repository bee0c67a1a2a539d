namespace Cohesion.EventStore;

/// <summary>
/// A read model of the service, when it follows, and into how many parts its work is split: an async one may be split by tenant, and then each part
/// has its own checkpoint and owner. Another lifecycle or number of parts is another read model: it is made anew.
/// </summary>
internal sealed record Followed(IProjection Projection, Lifecycle Lifecycle, int Partitions)
{
    public string Name => Projection.Name;

    /// <summary>As it is recorded beside the version.</summary>
    public string How => Partitions == 1 ? Lifecycle.ToString() : $"{Lifecycle} {Partitions}";

    /// <summary>The names of its checkpoints, one a partition; an inline one has none.</summary>
    public IReadOnlyList<string> Checkpoints => Lifecycle is Lifecycle.Inline ? [] : [.. Enumerable.Range(0, Partitions).Select(CheckpointOf)];

    private string CheckpointOf(int partition)
    {
        var name = Projection.Version == 1 ? $"{Name}:All" : $"{Name}:V{Projection.Version}:All";
        return Partitions == 1 ? name : $"{name}:{partition + 1}/{Partitions}";
    }
}
