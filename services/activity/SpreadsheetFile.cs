using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cohesion.Activity;

/// <summary>A list to take away: CSV that spreadsheets read as UTF-8, and in which no cell is taken for a formula.</summary>
internal static class SpreadsheetFile
{
    public static async Task<FileContentHttpResult> OfAsync<T>(string name, IEnumerable<T> rows, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            await csv.WriteRecordsAsync(rows, ct);
        }

        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", name);
    }
}
