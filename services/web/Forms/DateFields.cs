using System.Globalization;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Web;

/// <summary>A date as someone typed it in three fields, which need not be a date.</summary>
public sealed record DateFields(string Day, string Month, string Year)
{
    /// <summary>The code of a fault that lies in no single field.</summary>
    public const string WholeDate = "date-not-real";

    public static readonly DateFields Empty = new("", "", "");

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public bool IsEmpty => Day.Length + Month.Length + Year.Length == 0;

    public static DateFields Of(DateOnly? date) => date is { } day
        ? new(Text(day.Day), Text(day.Month), Text(day.Year))
        : Empty;

    /// <summary>What was posted for the date called <paramref name="name"/>: its fields are name-day, name-month and name-year.</summary>
    public static DateFields From(IFormCollection form, string name) =>
        new(form[name + "-day"].ToString().Trim(), form[name + "-month"].ToString().Trim(), form[name + "-year"].ToString().Trim());

    /// <summary>Reads the date; nothing typed is no date and no fault, everything else that is no date adds a fault that names the field.</summary>
    /// <param name="what">The date in words, as the fault says it: "The date of the visit".</param>
    public static bool TryRead(IFormCollection form, string name, string what, ICollection<Fault> faults, out DateOnly? date) =>
        From(form, name).TryRead(name, what, faults, out date);

    public bool TryRead(string name, string what, ICollection<Fault> faults, out DateOnly? date)
    {
        date = null;
        if (IsEmpty)
        {
            return true;
        }

        var missing = new[] { (Part: "day", Text: Day), (Part: "month", Text: Month), (Part: "year", Text: Year) }.Where(part => part.Text.Length == 0).ToList();
        if (missing.Count > 0)
        {
            faults.Add(new Fault($"{name}-{missing[0].Part}", "date-incomplete", $"{what} must include a {string.Join(" and a ", missing.Select(part => part.Part))}"));
            return false;
        }

        if (Number(Year, 9999) is { } year && year >= 1900 && MonthOf(Month) is { } month && Number(Day, DateTime.DaysInMonth(year, month)) is { } day)
        {
            date = new DateOnly(year, month, day);
            return true;
        }

        faults.Add(FaultOf(name, what));
        return false;
    }

    /// <summary>The one field that is wrong, or, where each could be right alone (31 February), the date as a whole at its first field.</summary>
    private Fault FaultOf(string name, string what) =>
        Number(Day, 31) is null ? new($"{name}-day", "day-wrong", $"{what} must have a day between 1 and 31")
        : MonthOf(Month) is null ? new($"{name}-month", "month-wrong", $"{what} must have a month between 1 and 12")
        : Number(Year, 9999) is null or < 1900 ? new($"{name}-year", "year-wrong", $"{what} must have a year of four digits")
        : new($"{name}-day", WholeDate, $"{what} must be a real date");

    private static int? MonthOf(string text) =>
        text.Length >= 3 && Array.FindIndex(Months, month => text.StartsWith(month, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index + 1
            : Number(text, 12);

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
