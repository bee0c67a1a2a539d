using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Rolls;

/// <summary>Which year groups a school has, by its statutory ages, and when their learners were born.</summary>
public static class YearGroups
{
    /// <summary>Years after Reception: nursery is negative.</summary>
    public static string Name(int year) => year switch
    {
        < -1 => "N1",
        -1 => "N2",
        0 => "R",
        _ => year.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A school for ages 7 to 11 has Years 3 to 6; one that takes five-year-olds takes them in Reception, before they turn five.</summary>
    public static IEnumerable<int> Of(School school)
    {
        var first = school.LowAge == 5 ? 0 : school.LowAge - 4;
        return Enumerable.Range(first, Math.Max(1, school.HighAge - 4 - first));
    }

    /// <summary>How many of the learners are in each year: nursery classes are smaller, all others alike.</summary>
    public static IReadOnlyList<(int Year, int Count)> Sizes(School school, int pupils)
    {
        var years = Of(school).Select(year => (Year: year, Weight: year switch { < -1 => 0.15, -1 => 0.55, > 11 => 0.6, _ => 1.0 })).ToList();
        var total = years.Sum(y => y.Weight);
        var (sizes, given, exact) = (new List<(int, int)>(), 0, 0.0);
        foreach (var (year, weight) in years)
        {
            exact += pupils * weight / total;
            var count = (int)Math.Round(exact) - given;
            given += count;
            sizes.Add((year, count));
        }

        return sizes;
    }

    /// <summary>Born between 1 September and 31 August: Reception is the year in which a child turns five.</summary>
    public static DateOnly Birthday(Chance chance, AcademicYear year, int group)
    {
        var first = new DateOnly(year.StartYear - 5 - group, 9, 1);
        return first.AddDays(chance.Below(first.AddYears(1).DayNumber - first.DayNumber));
    }
}
