namespace Cohesion.EventStore;

/// <summary>What the writer believes about the stream it appends to.</summary>
public abstract record ExpectedVersion
{
    private ExpectedVersion() { }

    /// <summary>Nothing is expected.</summary>
    public static ExpectedVersion Any { get; } = new Whatever();

    /// <summary>The stream must be new.</summary>
    public static ExpectedVersion MustNotExist { get; } = new New();

    /// <summary>The stream must stand exactly here.</summary>
    public static ExpectedVersion At(long version) => new Exactly(version);

    /// <summary>The version that the stream must have; null for any.</summary>
    internal long? Number => this switch
    {
        New => 0,
        Exactly at => at.Version,
        _ => null,
    };

    internal AppendResult? Check(StreamKey stream, long actual) => this switch
    {
        New when actual > 0 => new AppendResult.AlreadyExists(stream),
        Exactly at when at.Version != actual => new AppendResult.Stale(stream, actual),
        _ => null,
    };

    private sealed record Whatever : ExpectedVersion;

    private sealed record New : ExpectedVersion;

    private sealed record Exactly(long Version) : ExpectedVersion;
}
