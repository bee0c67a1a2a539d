using System.Globalization;

namespace Cohesion.Reporting.Imports;

/// <summary>The cells of one line, read into what they mean; notes every fault on the way instead of stopping at the first.</summary>
internal sealed class GiasCells(GiasHeader header, int line, IReadOnlyList<string> fields)
{
    private static readonly string[] Days = ["dd-MM-yyyy", "dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"];
    private readonly List<GiasFault> _faults = [];

    public IReadOnlyList<GiasFault> Faults => _faults;

    public void Fault(string column, string reason) => _faults.Add(new GiasFault(line, column, reason));

    /// <summary>Notes a cell whose text is not what its column holds.</summary>
    public void IsNot(string column, string text, string what) => Fault(column, $"“{Shortened(text)}” is not {what}");

    public string? Text(string column) => header.Cell(fields, column);

    public string Needed(string column, string what)
    {
        if (Text(column) is { } text)
        {
            return text;
        }

        Fault(column, $"{what} is missing.");
        return "";
    }

    /// <summary>A code of just so many digits.</summary>
    public string? Digits(string column, int count, string what)
    {
        if (Text(column) is not { } text || (text.Length == count && text.All(char.IsAsciiDigit)))
        {
            return Text(column);
        }

        IsNot(column, text, what);
        return null;
    }

    public int? Number(string column, int most)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        IsNot(column, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}."));
        return null;
    }

    public DateOnly? Day(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        IsNot(column, text, "a day; write 31-08-2022 or 31/08/2022.");
        return null;
    }

    public static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
