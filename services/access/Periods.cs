using System.Globalization;
using Cohesion.Hosting;

namespace Cohesion.Access;

/// <summary>First and last days, as programs send them and as both memberships and agreements need them.</summary>
internal static class Periods
{
    /// <summary>Null where none was sent, or none that is a day: then a fault says so.</summary>
    public static DateOnly? Read(string field, string? text, List<Fault> faults)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200)
        {
            return day;
        }

        faults.Add(new Fault(field, "not-a-date", "Write a day as 2026-11-22."));
        return null;
    }

    /// <summary>Adds a fault where the last day comes too early.</summary>
    public static void Check(DateOnly from, DateOnly? until, DateOnly today, List<Fault> faults)
    {
        if (until < from)
        {
            faults.Add(new Fault("until", "before-from", "The last day cannot be before the first"));
        }
        else if (until < today)
        {
            faults.Add(new Fault("until", "in-the-past", "The last day cannot be in the past"));
        }
    }
}
