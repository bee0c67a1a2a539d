using System.Buffers;

namespace Cohesion.Sample;

/// <summary>Writes cells as RFC 4180 has them.</summary>
public static class Csv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static string Cell(string value) => value.AsSpan().ContainsAny(Special) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    public static string Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));
}
