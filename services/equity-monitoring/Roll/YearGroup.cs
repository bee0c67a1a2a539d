using System.Globalization;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>National Curriculum year: N1, N2, R, 1 to 14.</summary>
public static class YearGroup
{
    public static readonly IReadOnlyList<string> All = ["N1", "N2", "R", .. Enumerable.Range(1, 14).Select(year => year.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads "5", "05", "Y5", "Year 5", "R", "Reception", "N1", "Nursery".</summary>
    public static bool TryParse(string text, out string code)
    {
        var key = CodeText.Key(text);
        key = key.StartsWith("YEARGROUP", StringComparison.Ordinal) ? key[9..] : key.StartsWith("YEAR", StringComparison.Ordinal) ? key[4..]
            : key.StartsWith("YR", StringComparison.Ordinal) && key.Length > 2 ? key[2..] : key.StartsWith('Y') && key.Length > 1 ? key[1..] : key;
        code = key switch
        {
            "R" or "YR" or "REC" or "RECEPTION" => "R",
            "N1" or "NURSERY1" or "F1" => "N1",
            "N2" or "NURSERY2" or "N" or "NURSERY" => "N2",
            _ => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1 and <= 14
                ? year.ToString(CultureInfo.InvariantCulture) : "",
        };
        return code.Length > 0;
    }

    /// <summary>Place in the order of years; codes that are none come last.</summary>
    public static int Order(string code)
    {
        for (var index = 0; index < All.Count; index++)
        {
            if (All[index] == code)
            {
                return index;
            }
        }

        return All.Count;
    }
}
