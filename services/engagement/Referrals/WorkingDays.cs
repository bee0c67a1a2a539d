using System.Globalization;
using System.Reflection;
using Cohesion.Contracts;

namespace Cohesion.Engagement.Referrals;

/// <summary>The working days of English schools and agencies: Monday to Friday, bank holidays left out.</summary>
public sealed class WorkingDays(IReadOnlySet<DateOnly> bankHolidays)
{
    /// <summary>What arrives before the day begins, or on a day off, counts as having arrived when the working day begins: a later referral never has an earlier target.</summary>
    public static readonly TimeOnly DayBegins = new(9, 0);

    /// <summary>With the bank holidays that GOV.UK lists for England and Wales.</summary>
    public static WorkingDays England { get; } = new(ReadBankHolidays());

    /// <summary>After this year the list ends, and only weekends are known to be days off.</summary>
    public int KnownUntil => bankHolidays.Count == 0 ? 0 : bankHolidays.Max().Year;

    public bool Has(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !bankHolidays.Contains(day);

    /// <summary>The moment <paramref name="days"/> working days later, at the same time of the English clock.</summary>
    public DateTimeOffset After(DateTimeOffset moment, int days)
    {
        var local = London.At(moment);
        var day = DateOnly.FromDateTime(local.DateTime);
        var time = Has(day) && TimeOnly.FromDateTime(local.DateTime) is var arrived && arrived > DayBegins ? arrived : DayBegins;
        day = FirstFrom(day);
        for (var left = days; left > 0; left--)
        {
            day = FirstFrom(day.AddDays(1));
        }

        return London.Moment(day, time);
    }

    private DateOnly FirstFrom(DateOnly day)
    {
        while (!Has(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static HashSet<DateOnly> ReadBankHolidays()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Cohesion.Engagement.Referrals.bank-holidays.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 10 && char.IsAsciiDigit(line[0]))
            .Select(line => DateOnly.ParseExact(line.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture))
            .ToHashSet();
    }
}
