using Cohesion.Contracts;
using Cohesion.Sample.Rolls;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Activities;

/// <summary>Clubs after school and activities in the holidays, as real providers offer them, for learners who signed up.</summary>
public sealed class ClubMaker(int seed, School school, IReadOnlyList<Learner> roll, DateOnly today, TermDates terms)
{
    private const int Clubs = 3;
    private static readonly TimeOnly AfterSchool = new(15, 30);
    private readonly Chance chance = Chance.For(seed, "clubs", school.Urn);
    private readonly Attendance attendance = new(seed);

    public IEnumerable<PlannedActivity> Make()
    {
        var offers = chance.Shuffle(Offer.All().Where(o => o.FromAge <= school.HighAge - 1));
        var year = AcademicYear.Of(today);
        var weekdays = chance.Shuffle([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday]);
        for (var i = 0; i < Math.Min(Clubs, offers.Count); i++)
        {
            var days = terms.Days(year.FirstDay.AddDays(14), today.AddDays(21)).Where(day => day.DayOfWeek == weekdays[i]).ToList();
            if (days.Count > 0)
            {
                yield return Club(offers[i], days, year);
            }
        }

        if (offers.Count > Clubs && terms.HolidayWeekdays(year.FirstDay, today) is { Count: > 0 } holiday)
        {
            yield return Holiday(offers[Clubs], [.. holiday.Take(3)], year);
        }
    }

    private PlannedActivity Club(Offer offer, List<DateOnly> days, AcademicYear year)
    {
        var what = offer.Interests.Count > 0 ? offer.Interests[0] : "Friendship";
        return Activity($"club-{offer.Ref}-{year.ToPath()}", "club", $"{what} club with {offer.Provider}", "School", offer, days, AfterSchool, AfterSchool.AddMinutes(60), 18, learner => 1);
    }

    /// <summary>Holiday places go first to children with free meals.</summary>
    private PlannedActivity Holiday(Offer offer, List<DateOnly> days, AcademicYear year) =>
        Activity($"holiday-{offer.Ref}-{year.ToPath()}", "holiday-activity", offer.Name, offer.Provider, offer, days, offer.Starts, offer.Ends, 14, learner => learner.FreeMeals ? 4 : 1);

    private PlannedActivity Activity(
        string key, string kind, string title, string place, Offer offer, List<DateOnly> days, TimeOnly starts, TimeOnly ends, int places, Func<Learner, double> first)
    {
        var signedUp = chance.Some(
            roll.Where(l => Age(l) >= offer.FromAge && Age(l) <= offer.ToAge && l.YearGroup is not ("N1" or "N2" or "R")), places,
            l => first(l) * attendance.Probability(l, communityBased: true));
        var sessions = days.Select((day, i) => new PlannedSession(
            $"{key}/{i + 1}", day, starts, ends, day < today && i % 9 != 4, day < today && i % 9 == 4 ? chance.Of(Codes.CancelReasons).Value : null)).ToList();
        return new PlannedActivity(
            key, kind, title, place, kind == "holiday-activity" || offer.Interests.Contains("Volunteering"), ["engagement-extended-services"],
            kind == "club" ? ["school", "local"] : ["local"], Themes(offer), [15, 31], null, null,
            Audience.Chosen([.. signedUp.Select(l => l.Upn).Order(StringComparer.Ordinal)]), sessions);
    }

    private int Age(Learner learner) => today.Year - learner.DateOfBirth.Year - (learner.DateOfBirth.AddYears(today.Year - learner.DateOfBirth.Year) > today ? 1 : 0);

    private static IReadOnlyList<string> Themes(Offer offer) => offer.Interests.Contains("Cooking") ? ["arts-sport", "safety-health"] : ["arts-sport"];
}
