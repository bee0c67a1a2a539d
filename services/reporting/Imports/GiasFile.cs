using System.Globalization;
using Cohesion.Reporting.Schools;

namespace Cohesion.Reporting.Imports;

/// <summary>Reads a GIAS file line by line: every line comes out as a row or with all its faults, and none is passed over.</summary>
public sealed class GiasFile
{
    private const int OldestAge = 99;
    private const int MostPupils = 20_000;
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
        var row = new GiasRow(UrnOf(cells, line), DetailsOf(cells), TrustCode(cells), cells.Text(GiasHeader.TrustName));
        return new GiasLine(line, cells.Faults.Count == 0 ? row : null, cells.Faults);
    }

    private Urn UrnOf(GiasCells cells, int line)
    {
        var text = cells.Needed(GiasHeader.Urn, "The unique reference number");
        if (!Urn.TryParse(text, out var urn))
        {
            if (text.Length > 0)
            {
                cells.Fault(GiasHeader.Urn, $"“{GiasCells.Shortened(text)}” is not a unique reference number; it has six digits.");
            }
        }
        else if (!_lineOfUrn.TryAdd(urn.Value, line))
        {
            cells.Fault(GiasHeader.Urn, string.Create(CultureInfo.InvariantCulture, $"{urn} is on line {_lineOfUrn[urn.Value]} already."));
        }

        return urn;
    }

    private static SchoolDetails DetailsOf(GiasCells cells)
    {
        var (low, high) = (cells.Number(GiasHeader.LowAge, OldestAge), cells.Number(GiasHeader.HighAge, OldestAge));
        if (low > high)
        {
            cells.Fault(GiasHeader.HighAge, "The oldest age is below the youngest.");
        }

        var (opened, closed) = (cells.Day(GiasHeader.Opened), cells.Day(GiasHeader.Closed));
        if (closed < opened)
        {
            cells.Fault(GiasHeader.Closed, "The school closed before it opened.");
        }

        return new SchoolDetails(
            cells.Needed(GiasHeader.Name, "The name of the school"), LaCode(cells), cells.Needed(GiasHeader.LaName, "The name of the local authority"), EstablishmentNumber(cells),
            cells.Needed(GiasHeader.Type, "The type of establishment"), cells.Text(GiasHeader.Phase) ?? "Not applicable", cells.Needed(GiasHeader.Status, "The status"),
            opened, closed, low, high, cells.Number(GiasHeader.Pupils, MostPupils), cells.Text(GiasHeader.Town), cells.Text(GiasHeader.Postcode));
    }

    private static int LaCode(GiasCells cells)
    {
        var text = cells.Needed(GiasHeader.LaCode, "The code of the local authority");
        if (text.Length == 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return code;
        }

        if (text.Length > 0)
        {
            cells.Fault(GiasHeader.LaCode, $"“{GiasCells.Shortened(text)}” is not the code of a local authority; it has three digits.");
        }

        return 0;
    }

    private static string? EstablishmentNumber(GiasCells cells)
    {
        var text = cells.Text(GiasHeader.Number);
        if (text is not null && (text.Length != 4 || !text.All(char.IsAsciiDigit)))
        {
            cells.Fault(GiasHeader.Number, $"“{GiasCells.Shortened(text)}” is not an establishment number; it has four digits.");
        }

        return text;
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
