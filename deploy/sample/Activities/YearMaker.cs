using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Sample.Rolls;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Activities;

/// <summary>What a school did last year (in outline), did this year, and has planned for the next eight weeks.</summary>
/// <param name="full">False for a whole authority: fewer sessions a school, so that a hundred thousand learners load in a reasonable time.</param>
public sealed class YearMaker(int seed, School school, IReadOnlyList<Learner> roll, DateOnly today, TermDates terms, bool full)
{
    private const int WeeksAhead = 8;
    private readonly Chance chance = Chance.For(seed, "year", school.Urn);
    private readonly Attendance attendance = new(seed);
    private readonly IReadOnlyList<Template> templates = Template.All();
    private readonly Dictionary<string, string> visitors = DataFile.Rows("partners.csv").ToDictionary(row => row["key"], row => row["visitor"]);
    private readonly List<PlannedActivity> activities = [];
    private readonly Dictionary<string, IReadOnlyList<string>> present = [];
    private int forgotten = full ? 3 : 1;

    private string[] Years => [.. roll.Select(l => l.YearGroup).Where(y => y != "N1").Distinct()];

    public SchoolYear Make()
    {
        var year = AcademicYear.Of(today);
        Past(year.Previous, terms.Days(year.Previous.FirstDay, year.Previous.LastDay), [.. Years.Where(y => y is not ("N2" or "R"))], full ? 5 : 1, 0.7, 0.35);
        var days = terms.Days(year.FirstDay, today);
        Past(year, days.Count > 0 ? days : terms.Days(year.FirstDay, year.FirstDay.AddDays(14)), Years, full ? Math.Max(1, days.Count / 6) : 1, 0.97, full ? 0.6 : 0.35);
        if (full)
        {
            foreach (var planned in new ClubMaker(seed, school, roll, today, terms).Make())
            {
                Keep(planned);
            }
        }

        Ahead(year);
        return new SchoolYear(activities, present);
    }

    private void Past(AcademicYear year, IReadOnlyList<DateOnly> days, string[] years, int assemblies, double visits, double projects)
    {
        var audience = year == AcademicYear.Of(today) ? Audience.School : Audience.Years(years);
        foreach (var same in Enumerable.Range(0, assemblies).GroupBy(i => i % Of("school").Count))
        {
            Add(Of("school")[same.Key], year, audience, [.. same.Select(i => days[i * days.Count / assemblies])]);
        }

        foreach (var group in years)
        {
            if (chance.Is(visits))
            {
                Add(chance.Of(Of("visit")), year, Audience.Years(group), [chance.Of(days)]);
            }

            if (full && chance.Is(0.4))
            {
                Add(chance.Of(Of("year")), year, Audience.Years(group), [chance.Of(days)]);
            }
        }

        foreach (var form in roll.Where(l => years.Contains(l.YearGroup) && l.YearGroup is not ("N2" or "R")).Select(l => l.Form).Distinct().Where(_ => chance.Is(projects)))
        {
            Add(chance.Of(Of("form")), year, Audience.Form(form), [chance.Of(days)]);
        }
    }

    private void Ahead(AcademicYear year)
    {
        var days = terms.Days(today.AddDays(1), today.AddDays(WeeksAhead * 7));
        if (days.Count == 0)
        {
            return;
        }

        Add(Of("school")[0], year, Audience.School, [.. days.Where((_, i) => i % 5 == 0).Take(full ? 6 : 1)], "ahead");
        foreach (var group in Years.Where(_ => chance.Is(full ? 0.6 : 0.3)))
        {
            Add(chance.Of(Of("visit")), year, Audience.Years(group), [chance.Of(days)], "ahead");
        }
    }

    private List<Template> Of(string audience) => [.. templates.Where(t => t.For == audience)];

    private void Add(Template template, AcademicYear year, Audience audience, IReadOnlyList<DateOnly> days, string when = "held")
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{template.Key}-{year.ToPath()}-{when}-{string.Join('.', audience.YearGroups)}{string.Join('.', audience.Forms)}");
        if (activities.All(a => a.Key != key))
        {
            var sessions = days.Distinct().Select((day, i) => Session($"{key}/{i + 1}", day, template.Starts, template.Starts.AddMinutes(template.Minutes))).ToList();
            var visitor = template is { Partner: { } partner, For: "school" or "year" } ? visitors[partner] : null;
            Keep(template.At(school, key, audience, visitor, sessions));
        }
    }

    private PlannedSession Session(string key, DateOnly day, TimeOnly starts, TimeOnly ends)
    {
        var cancelled = chance.Is(0.03) ? chance.Of(Codes.CancelReasons).Value : null;
        var over = day < today && cancelled is null;
        var left = over && forgotten > 0 && today.DayNumber - day.DayNumber <= 12;
        forgotten -= left ? 1 : 0;
        return new PlannedSession(key, day, starts, ends, over && !left, cancelled);
    }

    /// <summary>Takes the register of every session that has one.</summary>
    private void Keep(PlannedActivity activity)
    {
        activities.Add(activity);
        var expected = roll.Where(l => Expects(activity.Audience, l)).ToList();
        foreach (var session in activity.Sessions.Where(s => s.HasRegister))
        {
            var day = Chance.For(seed, school.Urn, session.Key);
            present[session.Key] = [.. expected.Where(l => day.Is(attendance.Probability(l, activity.CommunityBased))).Select(l => l.Upn)];
        }
    }

    private static bool Expects(Audience audience, Learner learner) =>
        audience.WholeSchool || audience.YearGroups.Contains(learner.YearGroup) || audience.Forms.Contains(learner.Form) || audience.Upns.Contains(learner.Upn);
}
