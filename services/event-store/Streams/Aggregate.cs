namespace Cohesion.EventStore;

/// <summary>
/// What decisions about one kind of stream look at. <paramref name="Evolve"/> is total and pure; <paramref name="Alias"/> names the kind in
/// <c>mt_streams.type</c>.
/// </summary>
public sealed record Aggregate<TState>(string Alias, TState Initial, Func<TState, object, TState> Evolve);
