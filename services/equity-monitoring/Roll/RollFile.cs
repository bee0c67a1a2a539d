using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>A roll as a school's system exports it: read row by row, every row either good or with all its faults.</summary>
public sealed partial class RollFile
{
    /// <summary>No school in England comes near; a longer file is something else.</summary>
    public const int MostRows = 20_000;

    private readonly TextReader text;
    private readonly char delimiter;

    private RollFile(TextReader text, char delimiter, RollHeader header, IReadOnlyList<RollFault> headerFaults)
    {
        this.text = text;
        this.delimiter = delimiter;
        Header = header;
        HeaderFaults = headerFaults;
    }

    public RollHeader Header { get; }

    /// <summary>With one of these the file cannot be imported at all.</summary>
    public IReadOnlyList<RollFault> HeaderFaults { get; }

    /// <summary>Reads the header.</summary>
    public static async Task<RollFile> OpenAsync(TextReader text, CancellationToken ct)
    {
        var first = await text.ReadLineAsync(ct) ?? "";
        var delimiter = new[] { ',', ';', '\t' }.MaxBy(candidate => first.Count(character => character == candidate));
        using var parser = Parser(new StringReader(first), delimiter, () => { });
        var (header, faults) = RollHeader.Read(await parser.ReadAsync() ? parser.Record! : []);
        return new(text, delimiter, header, faults);
    }

    /// <summary>Reads the rows. Two rows with one UPN are both faulty: which of them is right, the file does not say.</summary>
    public async IAsyncEnumerable<RollLine> ReadAsync(DateOnly today, [EnumeratorCancellation] CancellationToken ct)
    {
        var cells = new RollCells(Header, today);
        var seen = new Dictionary<Upn, int>();
        var rows = 0;
        await foreach (var (line, record, raw) in RecordsAsync(text, 1, ct))
        {
            if (++rows > MostRows)
            {
                yield return new RollLine.Faulty(line, [new(line, null, "too-many-rows", "The file has more than 20,000 rows: it is not one school's roll.")], new(null, null, null));
                yield break;
            }

            var read = record is null ? Broken(line, raw) : cells.Read(line, record);
            if (read is not RollLine.Good { Row: var row } || seen.TryAdd(row.Upn, line))
            {
                yield return read;
                continue;
            }

            var first = seen[row.Upn];
            yield return new RollLine.Withdrawn(first, Repeated(first, line));
            yield return new RollLine.Faulty(line, [Repeated(line, first)], new(row.Upn.Value, row.Surname, row.Forename));
        }
    }

    private static CsvParser Parser(TextReader text, char delimiter, Action onBadData) => new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        BadDataFound = _ => onBadData(),
        IgnoreBlankLines = false,
        HasHeaderRecord = false,
    });

    private static RollLine.Faulty Broken(int line, string raw) => new(
        line,
        [new(line, null, "wrong-quotation-mark", "A quotation mark in this row is not closed, or stands in the middle of a cell.")],
        new(UpnInText().Match(raw) is { Success: true } match ? match.Value : null, null, null));

    private RollFault Repeated(int line, int otherLine) => new(
        line, Header.NameOf(RollColumn.Upn), "upn-repeated", string.Create(CultureInfo.InvariantCulture, $"The same UPN is on line {otherLine}. Correct one of them."));

    // A quotation mark that is never closed would swallow the rows below it: then only its own line is faulty, and reading goes on with the next.
    private async IAsyncEnumerable<(int Line, string[]? Record, string Raw)> RecordsAsync(TextReader source, int linesBefore, [EnumeratorCancellation] CancellationToken ct)
    {
        var bad = false;
        using var parser = Parser(source, delimiter, () => bad = true);
        var lastLine = 0;
        while (await parser.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            bad = false;
            var record = parser.Record!;
            var raw = parser.RawRecord;
            var line = linesBefore + lastLine + 1;
            lastLine = parser.RawRow;
            var lineEnd = raw.AsSpan().TrimEnd("\r\n").IndexOf('\n');
            var broken = bad || (lineEnd >= 0 && record.Length != Header.Names.Count);
            if (record.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            yield return (line, broken ? null : record, broken && lineEnd >= 0 ? raw[..lineEnd] : raw);
            if (broken && lineEnd >= 0)
            {
                await foreach (var rest in RecordsAsync(new StringReader(raw[(lineEnd + 1)..]), line, ct))
                {
                    yield return rest;
                }
            }
        }
    }

    [GeneratedRegex("[A-Za-z][0-9]{11}[0-9A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UpnInText();
}
