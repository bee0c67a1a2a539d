using System.Globalization;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Rolls;

/// <summary>What a school calls its forms: by letters, by trees or by who teaches them.</summary>
public static class FormNames
{
    private static readonly string[] Trees = ["Oak", "Ash", "Elm", "Birch", "Maple", "Rowan", "Willow", "Cedar"];
    private static readonly string[] Teachers = ["KM", "JP", "SA", "TO", "LW", "RB", "DN", "EF"];

    public static IReadOnlyList<string> Of(School school, int group, int count)
    {
        var year = YearGroups.Name(group);
        return [.. Enumerable.Range(0, count).Select(i => (school.Urn % 3) switch
        {
            0 => count == 1 ? $"{year} {Trees[(group + 8) % Trees.Length]}" : $"{year} {Trees[i % Trees.Length]}",
            1 => $"{year}{Teachers[((group + 8) * 3 + i) % Teachers.Length]}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{year}{(char)('A' + i)}"),
        })];
    }
}
