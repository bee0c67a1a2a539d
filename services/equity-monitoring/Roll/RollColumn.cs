using System.Collections.Frozen;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>What a column of a roll file holds.</summary>
public enum RollColumn
{
    Upn,
    Surname,
    Forename,
    PreferredSurname,
    PreferredForename,
    DateOfBirth,
    Sex,
    YearGroup,
    Form,
    Ethnicity,
    FirstLanguage,
    Sen,
    PupilPremium,
    Fsm,
    EnrolmentStatus,
}

/// <summary>The names schools' systems give to the columns of a roll; capitals, spaces and punctuation do not matter.</summary>
public static class RollColumns
{
    /// <summary>Without these no row says who it is about, so the file is refused.</summary>
    public static readonly IReadOnlyList<RollColumn> Required = [RollColumn.Upn, RollColumn.Surname, RollColumn.Forename, RollColumn.DateOfBirth, RollColumn.YearGroup];

    private static readonly FrozenDictionary<string, RollColumn> ByName = new (RollColumn Column, string[] Names)[]
    {
        (RollColumn.Upn, ["UPN", "Unique Pupil Number", "Current UPN", "UPN Number", "Pupil UPN"]),
        (RollColumn.Surname, ["Surname", "Legal Surname", "Legal Last Name", "Last Name", "Family Name", "Legal Family Name"]),
        (RollColumn.Forename, ["Forename", "Legal Forename", "Legal First Name", "First Name", "Given Name", "Legal Given Name"]),
        (RollColumn.PreferredSurname, ["Preferred Surname", "Preferred Last Name", "Chosen Surname", "Known As Surname"]),
        (RollColumn.PreferredForename, ["Preferred Forename", "Preferred First Name", "Preferred Name", "Chosen Name", "Known As", "Preferred Given Name"]),
        (RollColumn.DateOfBirth, ["DOB", "Date of Birth", "Birth Date"]),
        (RollColumn.Sex, ["Sex", "Gender", "Legal Sex"]),
        (RollColumn.YearGroup, ["Year", "NC Year", "Year Group", "National Curriculum Year", "NC Year Actual", "Current NC Year", "Curriculum Year", "Yr", "NCY", "NC Year Group"]),
        (RollColumn.Form, ["Reg", "Reg Group", "Form", "Registration Form", "Registration Group", "Tutor Group", "Class", "Form Group", "Reg Form"]),
        (RollColumn.Ethnicity, ["Ethnicity", "Ethnicity Code", "Ethnic Group", "Ethnic Code", "Ethnic Origin"]),
        (RollColumn.FirstLanguage, ["First Language", "Language", "Home Language", "First Language Code", "Language Code", "Mother Tongue"]),
        (RollColumn.Sen, ["SEN", "SEN Status", "SEN Provision", "SEN Code", "SEND", "SEND Status", "SEN Need", "SEN Provision Code", "SEN Level"]),
        (RollColumn.PupilPremium, ["Pupil Premium", "PP", "Pupil Premium Indicator", "Pupil Premium Eligible", "PP Eligible", "PPI"]),
        (RollColumn.Fsm, ["FSM", "Eligible for free meals", "FSM Eligible", "Free School Meals", "Eligible for FSM", "FSM Eligibility", "FSM Status", "Free School Meal Eligible"]),
        (RollColumn.EnrolmentStatus, ["Enrolment Status", "Enrol Status", "Enrollment Status", "Enrolment Status Code", "Enrolment", "Registration Status"]),
    }.SelectMany(entry => entry.Names.Select(name => (Key: CodeText.Key(name), entry.Column))).ToFrozenDictionary(pair => pair.Key, pair => pair.Column, StringComparer.Ordinal);

    public static RollColumn? Of(string header) => ByName.TryGetValue(CodeText.Key(header), out var column) ? column : null;

    public static string LabelOf(RollColumn column) => column switch
    {
        RollColumn.Upn => "UPN",
        RollColumn.Sen => "SEN provision",
        RollColumn.PreferredSurname => "Preferred surname",
        RollColumn.PreferredForename => "Preferred forename",
        RollColumn.DateOfBirth => "Date of birth",
        RollColumn.YearGroup => "Year group",
        RollColumn.FirstLanguage => "First language",
        RollColumn.PupilPremium => "Pupil premium",
        RollColumn.Fsm => "Free school meals",
        RollColumn.EnrolmentStatus => "Enrolment status",
        _ => column.ToString(),
    };
}
