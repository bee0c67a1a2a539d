using Cohesion.Activity.Roll;

namespace Cohesion.Activity.Activities;

/// <summary>Who an activity is for: the whole school, year groups, forms, learners chosen one by one, or anyone who wants to come.</summary>
/// <param name="Open">Anyone may come, so nobody is expected.</param>
public sealed record Audience(
    bool WholeSchool, bool Open, IReadOnlyList<string> YearGroups, IReadOnlyList<string> Forms, IReadOnlyList<LearnerId> Learners)
{
    public static readonly Audience Nobody = new(false, false, [], [], []);

    public static readonly Audience School = Nobody with { WholeSchool = true };

    public static readonly Audience Anyone = Nobody with { Open = true };

    public bool NamesSomebody => WholeSchool || Open || YearGroups.Count > 0 || Forms.Count > 0 || Learners.Count > 0;

    /// <summary>Whether the register lists this learner before anyone has come.</summary>
    public bool Expects(RollLearner learner) =>
        WholeSchool || YearGroups.Contains(learner.YearGroup) || Forms.Contains(learner.Form) || Learners.Contains(learner.LearnerId);

    /// <summary>"Year 5, form 4B and 3 chosen learners".</summary>
    public string InWords()
    {
        if (WholeSchool)
        {
            return "the whole school";
        }

        List<string> parts = [.. YearGroups.Select(YearGroup.InWords), .. Forms.Select(form => $"form {form}")];
        if (Learners.Count > 0)
        {
            parts.Add(Learners.Count == 1 ? "1 chosen learner" : $"{Learners.Count} chosen learners");
        }

        if (Open)
        {
            parts.Add("anyone who wants to come");
        }

        return parts.Count switch
        {
            0 => "nobody yet",
            1 => parts[0],
            _ => $"{string.Join(", ", parts[..^1])} and {parts[^1]}",
        };
    }
}
