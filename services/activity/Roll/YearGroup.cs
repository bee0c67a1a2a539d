using System.Globalization;

namespace Cohesion.Activity.Roll;

/// <summary>NC year groups as schools say them: nursery, Reception, Year 1 to Year 13.</summary>
public static class YearGroup
{
    public static string InWords(string code) => code switch
    {
        "N1" => "Nursery 1",
        "N2" => "Nursery 2",
        "R" => "Reception",
        _ => $"Year {code}",
    };

    /// <summary>Youngest first.</summary>
    public static int Order(string code) => code switch
    {
        "N1" => -2,
        "N2" => -1,
        "R" => 0,
        _ => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : int.MaxValue,
    };
}
