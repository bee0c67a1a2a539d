using System.Globalization;
using CsvHelper;

namespace Cohesion.Attack;

/// <summary>A file of commas with a header, read by column name.</summary>
public static class CsvTable
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(c => c.Key, c => (string)c.Value, StringComparer.Ordinal))];
    }
}
