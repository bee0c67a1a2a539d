using System.Globalization;
using System.Text;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Account;

/// <summary>A row of a roll file, read back with no help from the code that wrote it.</summary>
/// <param name="Enrolled">The enrolment status; "S" and "G" are counted at another school.</param>
public sealed record RollRow(
    string Upn, string Name, string YearGroup, string Form, string Sex, string Ethnicity, string Language, string Sen, bool FreeMeals, string Enrolled, DateOnly DateOfBirth)
{
    public bool InHeadcount => Enrolled is not ("S" or "G");
}

/// <summary>Reads the three kinds of export that the sample writes.</summary>
public static class RollFile
{
    public static IReadOnlyList<RollRow> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return [.. DataFile.Rows(stream, EncodingOf(path)).Select(Of)];
    }

    private static Encoding EncodingOf(string path)
    {
        try
        {
            var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            strict.GetCharCount(File.ReadAllBytes(path));
            return strict;
        }
        catch (DecoderFallbackException)
        {
            return School.Windows1252;
        }
    }

    private static RollRow Of(IReadOnlyDictionary<string, string> row)
    {
        string Cell(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (row.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            throw new SampleException($"The roll has none of the columns {string.Join(", ", names!)}.");
        }

        return new RollRow(
            Cell("UPN", "Unique Pupil Number"), $"{Cell("Legal Forename", "First name", "Forename")} {Cell("Legal Surname", "Last name", "Surname")}",
            Year(Cell("NC Year", "Year group")), Cell("Reg Group", "Registration form", "Tutor Group"), Cell("Gender", "Sex")[..1],
            Cell("Ethnicity Code", "Ethnicity"), Cell("First Language", "First language", "Home Language"), Cell("SEN Status", "SEN provision", "SEN"),
            Cell("Eligible for FSM", "FSM", "Free School Meals") is "Y" or "Yes" or "T", Cell("Enrolment Status", "Enrolment status", "Enrolment"),
            DateOnly.ParseExact(Cell("DOB", "Date of birth", "Date Of Birth"), ["dd/MM/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture));
    }

    private static string Year(string text) => text == "Reception" ? "R" : text.Replace("Year ", "", StringComparison.Ordinal);
}
