using Cohesion.EventStore;

namespace Cohesion.Activity.Roll;

/// <summary>This service let go of a learner who was erased.</summary>
/// <param name="Rows">How many rows were removed.</param>
public sealed record LearnerForgotten(LearnerId LearnerId, int Rows, DateTimeOffset At);

/// <summary>The stream that says so, one a learner.</summary>
public static class ForgottenLearner
{
    public static readonly Aggregate<int> Aggregate = new("forgotten_learner", 0, (times, @event) => @event is LearnerForgotten ? times + 1 : times);

    public static StreamKey StreamOf(Tenant tenant, LearnerId id) => new(tenant, $"forgotten-{id.Value}");
}
