using Cohesion.Activity.Activities;

namespace Cohesion.Activity.Sessions;

/// <summary>The same time every week: the first session and how many in all.</summary>
public sealed record Weekly(SessionTime First, int Times)
{
    public IEnumerable<SessionTime> Sessions() => Enumerable.Range(0, Math.Max(0, Times)).Select(week => First with { On = First.On.AddDays(7 * week) });
}
