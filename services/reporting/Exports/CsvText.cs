using System.Text;

namespace Cohesion.Reporting.Exports;

/// <summary>CSV that spreadsheets open as text and numbers, never as formulas.</summary>
public sealed class CsvText
{
    private static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r'];
    private readonly StringBuilder _text = new();

    public void Row(params IEnumerable<string?> cells) => _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public override string ToString() => _text.ToString();

    private static string Cell(string? cell)
    {
        var text = cell ?? "";
        if (text.Length > 0 && Formula.Contains(text[0]) && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
