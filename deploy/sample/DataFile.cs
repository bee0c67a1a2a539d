using System.Globalization;
using System.Text;
using CsvHelper;

namespace Cohesion.Sample;

/// <summary>A table of <c>data/</c>, which travels inside the program.</summary>
public static class DataFile
{
    public static Stream Open(string name) =>
        typeof(DataFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"The program holds no {name}.");

    /// <summary>The rows of a table, each by column name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string name, Encoding? encoding = null) => Rows(Open(name), encoding);

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(Stream stream, Encoding? encoding = null)
    {
        using var reader = new StreamReader(stream, encoding ?? Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var header = csv.HeaderRecord!;
        List<IReadOnlyDictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(header.Select((column, i) => (column, value: csv.GetField(i) ?? "")).ToDictionary(x => x.column, x => x.value, StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>The parts of a cell that holds a list.</summary>
    public static IReadOnlyList<string> Parts(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
