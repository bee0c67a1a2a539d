using Cohesion.Sample.Rolls;

namespace Cohesion.Sample.Activities;

/// <summary>How likely a learner is to come. The differences between groups are put in on purpose: a page that finds none of them is wrong.</summary>
public sealed class Attendance(int seed)
{
    /// <summary>Inside the school nearly everyone is there; outside, free meals and special needs weigh, and a few never come.</summary>
    public double Probability(Learner learner, bool communityBased)
    {
        var own = Chance.For(seed, "attendance", learner.Upn);
        var staysAway = own.Is(learner.FreeMeals ? 0.1 : 0.04);
        var habit = (own.Share() - 0.5) * 0.2;
        return communityBased
            ? staysAway ? 0 : Math.Clamp(0.87 + habit - (learner.FreeMeals ? 0.16 : 0) - Sen(learner) - (learner.FirstLanguage is "ENG" or "ENB" ? 0 : 0.04), 0, 0.97)
            : Math.Clamp(0.95 + (habit / 4) - (learner.FreeMeals ? 0.03 : 0), 0, 0.99);
    }

    private static double Sen(Learner learner) => learner.Sen switch { "E" => 0.24, "K" => 0.12, _ => 0 };
}
