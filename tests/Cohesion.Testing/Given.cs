using Cohesion.EventStore;
using Xunit;

namespace Cohesion.Testing;

/// <summary>A stream as it stands: what was decided on it before. Pure: nothing is stored.</summary>
public sealed class Given<TState>(Aggregate<TState> aggregate, params object[] events)
{
    public TState State { get; } = events.Aggregate(aggregate.Initial, aggregate.Evolve);

    public Decided<TState> When(Func<TState, Decision> decide) => new(aggregate, State, decide(State));
}

/// <summary>What a decision came to.</summary>
public sealed class Decided<TState>(Aggregate<TState> aggregate, TState before, Decision decision)
{
    /// <summary>The refusal, null where the decision was yes.</summary>
    public Decision.Refused? Refusal => decision as Decision.Refused;

    /// <summary>The events that follow; empty for a refusal.</summary>
    public IReadOnlyList<object> Events => decision is Decision.Accepted accepted ? accepted.Events : [];

    /// <summary>The state after the events.</summary>
    public TState State => Events.Aggregate(before, aggregate.Evolve);

    /// <summary>Exactly these events, in this order. Records that hold lists are compared by content.</summary>
    public Decided<TState> Then(params object[] expected)
    {
        Assert.True(Refusal is null, $"Refused: {Refusal?.Code} — {Refusal?.Reason}");
        Assert.Equal(expected.Select(one => one.GetType()), Events.Select(one => one.GetType()));
        foreach (var (wanted, got) in expected.Zip(Events))
        {
            Assert.Equivalent(wanted, got, strict: true);
        }

        return this;
    }

    /// <summary>Refused with this code.</summary>
    public Decided<TState> ThenRefused(string code)
    {
        Assert.Equal(code, Refusal?.Code);
        return this;
    }
}
