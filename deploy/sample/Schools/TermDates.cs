using System.Globalization;
using Cohesion.Contracts;

namespace Cohesion.Sample.Schools;

/// <summary>The days on which schools are open: weekdays outside holidays. Years that the file does not have take the dates of the nearest year it has, moved by whole weeks.</summary>
public sealed class TermDates
{
    private const int WeeksInYear = 52;
    private readonly Dictionary<int, HashSet<DateOnly>> closed = [];

    public TermDates()
    {
        foreach (var row in DataFile.Rows("term-dates.csv"))
        {
            if (AcademicYear.TryParse(row["academic_year"], out var year))
            {
                closed.TryAdd(year.StartYear, []);
                var (from, to) = (Day(row["closed_from"]), Day(row["closed_to"]));
                closed[year.StartYear].UnionWith(Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays));
            }
        }
    }

    public bool IsOpen(DateOnly day)
    {
        var year = AcademicYear.Of(day).StartYear;
        var known = closed.Keys.OrderBy(k => Math.Abs(k - year)).First();
        var there = day.AddDays((known - year) * WeeksInYear * 7);
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day.Month != 8 && !closed[known].Contains(there);
    }

    /// <summary>Every open day of a span.</summary>
    public IReadOnlyList<DateOnly> Days(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(from.AddDays).Where(IsOpen)];

    /// <summary>Weekdays of the holidays of a span, without those of August.</summary>
    public IReadOnlyList<DateOnly> HolidayWeekdays(DateOnly from, DateOnly to) =>
    [
        .. Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(from.AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day.Month is 2 or 4 or 10 && !IsOpen(day)),
    ];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
