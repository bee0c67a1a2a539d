using System.Globalization;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>Reads a GIAS file line by line: every line comes out as a row or with all its faults, and none is passed over.</summary>
public sealed class GiasFile
{
    private readonly CsvLines _lines;
    private readonly GiasHeader? _header;
    private readonly Dictionary<int, int> _lineOfUrn = [];

    public GiasFile(TextReader text)
    {
        _lines = new CsvLines(text);
        var first = _lines.Read();
        (_header, HeaderFaults) = first is { } header
            ? GiasHeader.Bind(header.Line, header.Fields)
            : (null, [new GiasFault(1, GiasHeader.Urn, "The file is empty.")]);
    }

    /// <summary>Columns that the file lacks; with any of them no row can be read.</summary>
    public IReadOnlyList<GiasFault> HeaderFaults { get; }

    public IEnumerable<GiasLine> Lines()
    {
        while (_header is not null && _lines.Read() is { } read)
        {
            yield return Read(_header, read.Line, read.Fields);
        }
    }

    private GiasLine Read(GiasHeader header, int line, IReadOnlyList<string>? fields)
    {
        if (fields is null)
        {
            return Faulty(line, GiasHeader.Urn, "A quotation mark is opened on this line and never closed.");
        }

        if (fields.Count != header.Columns)
        {
            return Faulty(line, GiasHeader.Urn, string.Create(CultureInfo.InvariantCulture, $"The line has {fields.Count} cells; the header has {header.Columns}."));
        }

        var cells = new GiasCells(header, line, fields);
        var row = new GiasRow(UrnOf(cells, line), GiasDetails.Of(cells), TrustCode(cells), cells.Text(GiasHeader.TrustName));
        return new GiasLine(line, cells.Faults.Count == 0 ? row : null, cells.Faults);
    }

    private Urn UrnOf(GiasCells cells, int line)
    {
        var text = cells.Needed(GiasHeader.Urn, "The unique reference number");
        if (!Urn.TryParse(text, out var urn))
        {
            if (text.Length > 0)
            {
                cells.IsNot(GiasHeader.Urn, text, "a unique reference number; it has six digits.");
            }
        }
        else if (!_lineOfUrn.TryAdd(urn.Value, line))
        {
            cells.Fault(GiasHeader.Urn, string.Create(CultureInfo.InvariantCulture, $"{urn} is on line {_lineOfUrn[urn.Value]} already."));
        }

        return urn;
    }

    /// <summary>GIAS writes 0 for a school in no trust.</summary>
    private static string? TrustCode(GiasCells cells)
    {
        var text = cells.Text(GiasHeader.TrustCode);
        if (text is not null && text != "0" && cells.Text(GiasHeader.TrustName) is null)
        {
            cells.Fault(GiasHeader.TrustName, $"The trust with the code “{GiasCells.Shortened(text)}” has no name.");
        }

        return text == "0" ? null : text;
    }

    private static GiasLine Faulty(int line, string column, string reason) => new(line, null, [new GiasFault(line, column, reason)]);
}
