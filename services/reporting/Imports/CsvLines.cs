using System.Text;

namespace Cohesion.Reporting.Imports;

/// <summary>Records of a CSV file with the line each begins on. A quote that is never closed costs its own line only, never the lines after it.</summary>
public sealed class CsvLines(TextReader text)
{
    private const int LongestRecord = 20;
    private readonly LinkedList<string> _ahead = [];
    private int _line;

    /// <summary>The next record that is not blank; fields are null where its quotes do not close.</summary>
    public (int Line, IReadOnlyList<string>? Fields)? Read()
    {
        while (Take() is { } first)
        {
            if (first.Length > 0)
            {
                var line = _line;
                return (line, Fields(first));
            }
        }

        return null;
    }

    private List<string>? Fields(string first)
    {
        var record = first;
        var taken = new List<string>();
        while (true)
        {
            if (Split(record) is { } fields)
            {
                return fields;
            }

            if (taken.Count == LongestRecord || Take() is not { } next)
            {
                GiveBack(taken);
                return null;
            }

            taken.Add(next);
            record = $"{record}\n{next}";
        }
    }

    private string? Take()
    {
        var next = _ahead.First?.Value;
        if (next is null)
        {
            next = text.ReadLine();
        }
        else
        {
            _ahead.RemoveFirst();
        }

        _line += next is null ? 0 : 1;
        return next;
    }

    private void GiveBack(List<string> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            _ahead.AddFirst(lines[i]);
        }

        _line -= lines.Count;
    }

    private static List<string>? Split(string record)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
            {
                field.Append(c);
                i++;
            }
            else if (c == '"' && (quoted || field.Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return quoted ? null : fields;
    }
}
