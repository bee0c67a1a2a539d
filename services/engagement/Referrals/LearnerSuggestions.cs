using System.Globalization;
using System.Text;
using Cohesion.Engagement.Roll;

namespace Cohesion.Engagement.Referrals;

/// <summary>A learner on the roll whom a referral may be about, and why one might think so. A person decides.</summary>
public sealed record LearnerSuggestion(Guid LearnerId, string DisplayName, string YearGroup, string Form, string Because);

/// <summary>Compares the name and age an agency gave with the names on the roll. It suggests and never matches.</summary>
public static class LearnerSuggestions
{
    private const int Most = 5;

    public static IReadOnlyList<LearnerSuggestion> For(ReferralSubject subject, DateOnly on, IEnumerable<RollRow> roll)
    {
        var sought = WordsOf(subject.Name);
        var year = subject.Year ?? YearGroupOf(subject.DateOfBirth, on);
        return
        [
            .. roll.Where(learner => learner is { OnRoll: true, DisplayName: not null })
                .Select(learner => (Learner: learner, Likeness: Likeness(sought, WordsOf(learner.DisplayName!)), SameYear: learner.YearGroup == year))
                .Where(pair => pair.Likeness >= 0.75 || (pair.SameYear && pair.Likeness >= 0.5))
                .OrderByDescending(pair => pair.Likeness + (pair.SameYear ? 0.2 : 0)).ThenBy(pair => pair.Learner.DisplayName, StringComparer.Ordinal)
                .Take(Most)
                .Select(pair => new LearnerSuggestion(
                    pair.Learner.LearnerId, pair.Learner.DisplayName!, pair.Learner.YearGroup ?? "", pair.Learner.Form ?? "",
                    $"{(pair.Likeness >= 1 ? "same name" : "similar name")}, {(pair.SameYear ? "same year group" : "another year group")}")),
        ];
    }

    /// <summary>The year group that a child of this age is in: Reception in the academic year in which they turn five.</summary>
    public static string YearGroupOf(DateOnly born, DateOnly on)
    {
        var firstYear = Contracts.AcademicYear.Of(born).StartYear + 5; // when the academic year began in which they were four at its start
        return (Contracts.AcademicYear.Of(on).StartYear - firstYear) switch
        {
            < -2 => "",
            -2 => "N1",
            -1 => "N2",
            0 => "R",
            > 13 => "",
            var year => year.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Share of the shorter name's words that the other name has, spelt within one letter.</summary>
    private static double Likeness(string[] one, string[] other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter.Length == 0)
        {
            return 0;
        }

        var found = shorter.Sum(word => longer.Contains(word, StringComparer.Ordinal) ? 1.0 : longer.Any(candidate => OneLetterApart(word, candidate)) ? 0.8 : 0);
        return found / shorter.Length;
    }

    private static bool OneLetterApart(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1 || Math.Min(one.Length, other.Length) < 3)
        {
            return false;
        }

        var start = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = one.Reverse().Zip(other.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return start + end >= Math.Max(one.Length, other.Length) - 1;
    }

    private static string[] WordsOf(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            if (char.IsLetter(letter))
            {
                letters.Append(char.ToLowerInvariant(letter));
            }
            else if (letter is not ('\'' or '’'))
            {
                letters.Append(' ');
            }
        }

        return letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
