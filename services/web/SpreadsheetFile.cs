using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Web;

/// <summary>A list to take away: CSV that spreadsheets read as UTF-8, and in which no cell is taken for a formula.</summary>
public static class SpreadsheetFile
{
    private const string Type = "text/csv; charset=utf-8";

    /// <summary>A list that is at hand: a column for each property of <typeparamref name="T"/>, called like it.</summary>
    public static async Task<FileContentHttpResult> OfAsync<T>(string name, IEnumerable<T> rows, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using (var csv = WriterTo(bytes))
        {
            await csv.WriteRecordsAsync(rows, ct);
        }

        return TypedResults.File(bytes.ToArray(), Type, name);
    }

    /// <summary>A list of any length, sent as it is read.</summary>
    public static PushStreamHttpResult Of(string name, IReadOnlyList<string> columns, IAsyncEnumerable<IEnumerable<string>> rows) =>
        TypedResults.Stream(file => WriteAsync(file, columns, rows), Type, name);

    private static async Task WriteAsync(Stream file, IReadOnlyList<string> columns, IAsyncEnumerable<IEnumerable<string>> rows)
    {
        await using var csv = WriterTo(file);
        await WriteLineAsync(csv, columns);
        await foreach (var row in rows)
        {
            await WriteLineAsync(csv, row);
        }
    }

    private static async Task WriteLineAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        await csv.NextRecordAsync();
    }

    private static CsvWriter WriterTo(Stream file) => new(
        new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
}
