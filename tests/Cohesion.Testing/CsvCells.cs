using System.Text;
using Xunit;

namespace Cohesion.Testing;

/// <summary>Reads an exported table as a spreadsheet does, and looks for cells that it would take for formulas.</summary>
public static class CsvCells
{
    public static List<string> Of(string text)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        text = text.TrimStart('\uFEFF');
        for (var index = 0; index < text.Length; index++)
        {
            var sign = text[index];
            if (sign == '"' && quoted && index + 1 < text.Length && text[index + 1] == '"')
            {
                cell.Append(sign);
                index++;
            }
            else if (sign == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && sign is ',' or '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
            }
            else
            {
                cell.Append(sign);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    /// <summary>Every one of <paramref name="sent"/> is in the table, and no cell begins as a formula does; a plain negative number may.</summary>
    public static void HoldNoFormula(string text, params IEnumerable<string> sent)
    {
        var cells = Of(text);
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal)
            && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.All(sent, wanted => Assert.Contains(cells, cell => cell.Contains(wanted.Trim(), StringComparison.Ordinal)));
    }
}
