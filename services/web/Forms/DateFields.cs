using System.Globalization;
using Cohesion.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cohesion.Web;

/// <summary>A date as someone typed it in three fields, which need not be a date.</summary>
public sealed record DateFields(string Day, string Month, string Year)
{
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

        var wrong = Number(Day, 31) is null ? "day" : MonthOf(Month) is null ? "month" : Number(Year, 9999) is null or < 1900 ? "year" : "day";
        faults.Add(new Fault($"{name}-{wrong}", "date-not-real", wrong == "year" && Year.Length < 4 ? $"The year of {what.ToLowerInvariant()} must have four digits" : $"{what} must be a real date"));
        return false;
    }

    private static int? MonthOf(string text) =>
        text.Length >= 3 && Array.FindIndex(Months, month => text.StartsWith(month, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? index + 1
            : Number(text, 12);

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
