using System.Globalization;

namespace Cohesion.Contracts;

/// <summary>An English academic year, 1 September to 31 August, written "2026/27".</summary>
public readonly record struct AcademicYear(int StartYear) : IComparable<AcademicYear>
{
    public DateOnly FirstDay => new(StartYear, 9, 1);

    public DateOnly LastDay => new(StartYear + 1, 8, 31);

    public AcademicYear Previous => new(StartYear - 1);

    public static AcademicYear Of(DateOnly day) => new(day.Month >= 9 ? day.Year : day.Year - 1);

    /// <summary>The academic year of a moment as the clocks of England show it.</summary>
    public static AcademicYear Of(DateTimeOffset moment) => Of(London.DayOf(moment));

    /// <summary>Reads "2026/27", "2026-27" (as paths write it) or "202627" (as DfE statistics write it).</summary>
    public static bool TryParse(string? text, out AcademicYear year)
    {
        year = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.Replace("/", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.Length != 6 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var (start, end) = (number / 100, number % 100);
        year = new AcademicYear(start);
        return start is >= 1900 and < 2200 && (start + 1) % 100 == end;
    }

    public bool Contains(DateOnly day) => day >= FirstDay && day <= LastDay;

    /// <summary>Days left after <paramref name="today"/>, never below zero.</summary>
    public int DaysLeft(DateOnly today) => Math.Max(0, LastDay.DayNumber - today.DayNumber);

    public int CompareTo(AcademicYear other) => StartYear.CompareTo(other.StartYear);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartYear}/{(StartYear + 1) % 100:00}");

    /// <summary>The form that paths use: "2026-27".</summary>
    public string ToPath() => ToString().Replace('/', '-');
}

/// <summary>The clocks of England.</summary>
public static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateTimeOffset At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(At(moment).DateTime);

    /// <summary>The moment at which English clocks show a day and a time; of a doubled hour the first, of a skipped one the hour after.</summary>
    public static DateTimeOffset Moment(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (Zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    public static DateOnly Today(TimeProvider clock) => DayOf(clock.GetUtcNow());
}
