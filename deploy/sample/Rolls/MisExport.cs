using System.Globalization;
using System.Text;
using Cohesion.Sample.Schools;

namespace Cohesion.Sample.Rolls;

/// <summary>A roll as one of the management information systems in use exports it: its headers, its dates, its encoding.</summary>
public sealed record MisExport(string Name, Encoding Encoding, string LineEnd, IReadOnlyList<(string Header, Func<Learner, string> Value)> Columns)
{
    private static readonly MisExport Sims = new("SIMS", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), "\r\n",
    [
        ("UPN", l => l.Upn), ("Legal Surname", l => l.Surname), ("Legal Forename", l => l.Forename), ("DOB", l => Date(l, "dd/MM/yyyy")), ("Gender", l => l.Sex),
        ("NC Year", YearInWords), ("Reg Group", l => l.Form), ("Ethnicity Code", l => l.Ethnicity), ("First Language", l => l.FirstLanguage),
        ("SEN Status", l => l.Sen), ("Pupil Premium", l => l.PupilPremium.Length > 0 ? "Yes" : "No"), ("Eligible for FSM", l => l.FreeMeals ? "Y" : "N"),
        ("Enrolment Status", l => l.Enrolment),
    ]);

    private static readonly MisExport Arbor = new("Arbor", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), "\n",
    [
        ("First name", l => l.Forename), ("Last name", l => l.Surname), ("UPN", l => l.Upn), ("Date of birth", l => Date(l, "yyyy-MM-dd")),
        ("Sex", l => l.Sex == "M" ? "Male" : "Female"), ("Year group", YearInWords), ("Registration form", l => l.Form), ("Ethnicity", l => l.Ethnicity),
        ("First language", l => l.FirstLanguage), ("SEN provision", l => l.Sen), ("Pupil premium", l => l.PupilPremium), ("FSM", l => l.FreeMeals ? "Yes" : "No"),
        ("Enrolment status", l => l.Enrolment),
    ]);

    private static readonly MisExport Bromcom = new("Bromcom", School.Windows1252, "\r\n",
    [
        ("Surname", l => l.Surname), ("Forename", l => l.Forename), ("Unique Pupil Number", l => l.Upn), ("Date Of Birth", l => Date(l, "dd/MM/yyyy")),
        ("Gender", l => l.Sex), ("NC Year", l => l.YearGroup), ("Tutor Group", l => l.Form), ("Ethnicity", l => l.Ethnicity), ("Home Language", l => l.FirstLanguage),
        ("SEN", l => l.Sen), ("PP", l => l.PupilPremium), ("Free School Meals", l => l.FreeMeals ? "T" : "F"), ("Enrolment", l => l.Enrolment),
    ]);

    /// <summary>A school keeps its system.</summary>
    public static MisExport Of(School school) => (school.Urn % 7) switch { 0 or 3 => Sims, 1 or 4 or 6 => Arbor, _ => Bromcom };

    public byte[] Write(IReadOnlyList<Learner> roll)
    {
        var text = new StringBuilder().Append(Csv.Row(Columns.Select(c => c.Header))).Append(LineEnd);
        foreach (var learner in roll)
        {
            text.Append(Csv.Row(Columns.Select(c => c.Value(learner)))).Append(LineEnd);
        }

        return [.. Encoding.Preamble, .. Encoding.GetBytes(text.ToString())];
    }

    private static string Date(Learner learner, string format) => learner.DateOfBirth.ToString(format, CultureInfo.InvariantCulture);

    private static string YearInWords(Learner learner) => learner.YearGroup switch
    {
        "R" => "Reception",
        "N1" or "N2" => learner.YearGroup,
        var year => $"Year {year}",
    };
}
