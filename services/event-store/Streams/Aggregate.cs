using System.Text.Json.Serialization.Metadata;

namespace Cohesion.EventStore;

/// <summary>
/// What decisions about one kind of stream look at. <paramref name="Evolve"/> is total and pure; <paramref name="Alias"/> names the kind in
/// <c>mt_streams.type</c>.
/// </summary>
public sealed record Aggregate<TState>(string Alias, TState Initial, Func<TState, object, TState> Evolve)
{
    /// <summary>Where streams grow long: how states are kept, so that a load folds only the events since.</summary>
    public Snapshots<TState>? Snapshots { get; init; }
}

/// <summary>
/// Keeps the state of a stream after at least every so many events. A snapshot only saves time: one of another <paramref name="Shape"/> is thrown
/// away, one that cannot be read or that is ahead of its stream is not looked at, and every state can be had from the events alone. None is kept
/// of a stream with personal texts: they would be plain in it, and outlast their erasure.
/// </summary>
/// <param name="Shape">Raise it when the state or its Evolve changes.</param>
/// <param name="Every">How many events a load folds before it keeps what came out.</param>
/// <param name="Json">How the state is written.</param>
public sealed record Snapshots<TState>(int Shape, int Every, JsonTypeInfo<TState> Json);
