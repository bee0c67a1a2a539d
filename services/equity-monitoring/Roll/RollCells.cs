using System.Globalization;

namespace Cohesion.EquityMonitoring.Roll;

/// <summary>Reads the cells of one row and names every fault among them.</summary>
internal sealed class RollCells(RollHeader header, DateOnly today)
{
    private const int LongestName = 100;
    private static readonly string[] DateForms = ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd", "dd-MM-yyyy", "dd.MM.yyyy", "dd-MMM-yyyy", "dd MMM yyyy"];

    private delegate bool Parser(string text, out string code);

    public RollLine Read(int line, IReadOnlyList<string> cells)
    {
        var row = new Row(line, cells, header);
        var hint = new RollHint(row.Text(RollColumn.Upn), row.Text(RollColumn.Surname), row.Text(RollColumn.Forename));
        if (cells.Count < header.Names.Count)
        {
            row.Fault(null, "too-few-cells", string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Count} cells, the header has {header.Names.Count}."));
            return new RollLine.Faulty(line, row.Faults, hint);
        }

        if (cells.Skip(header.Names.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
        {
            row.Fault(null, "too-many-cells", string.Create(CultureInfo.InvariantCulture,
                $"The row has {cells.Count} cells, the header has {header.Names.Count}: is there a comma in a cell without quotation marks?"));
            return new RollLine.Faulty(line, row.Faults, hint);
        }

        if (!Upn.TryParse(hint.Upn, out var upn, out var fault))
        {
            row.Fault(RollColumn.Upn, fault.Code, fault.Message);
        }

        var read = new RollRow(
            line, upn, Name(row, RollColumn.Surname) ?? "", Name(row, RollColumn.Forename) ?? "", Name(row, RollColumn.PreferredSurname), Name(row, RollColumn.PreferredForename),
            DateOfBirth(row), Code(row, RollColumn.YearGroup, YearGroup.TryParse, "year-group-unknown", "a year group: N1, N2, R, 1 to 14") ?? "",
            Name(row, RollColumn.Form), Code(row, RollColumn.Sex, Sex.TryParse, "sex-unknown", "a code for sex: F, M or U"),
            Code(row, RollColumn.Ethnicity, EthnicityCode, "ethnicity-unknown", "an ethnicity code of the Common Basic Data Set"),
            Code(row, RollColumn.FirstLanguage, FirstLanguage.TryParse, "language-unknown", "a language code of the Common Basic Data Set"),
            Code(row, RollColumn.Sen, SenProvision.TryParse, "sen-unknown", "SEN provision: N, K or E"),
            Code(row, RollColumn.PupilPremium, PupilPremium.TryParse, "pupil-premium-unknown", "pupil premium: Y, N, or DPP, SCP, LAP, AFC, EYP"),
            Code(row, RollColumn.Fsm, Fsm.TryParse, "fsm-unknown", "free school meals: Y, N, or TFSM, EFSM, OFSM"),
            Code(row, RollColumn.EnrolmentStatus, EnrolmentStatus.TryParse, "enrolment-unknown", "an enrolment status: C, M, S, F, O, G or P"));
        return row.Faults.Count == 0 ? new RollLine.Good(read) : new RollLine.Faulty(line, row.Faults, hint);
    }

    private static bool EthnicityCode(string text, out string code)
    {
        var known = Ethnicity.TryParse(text, out var ethnicity);
        code = ethnicity.Code;
        return known;
    }

    private static string? Code(Row row, RollColumn column, Parser parse, string faultCode, string what)
    {
        if (row.Text(column) is not { } text)
        {
            return null;
        }

        if (!parse(text, out var code))
        {
            row.Fault(column, faultCode, text.Length == 0 ? $"This is empty; it should be {what}." : $"“{Shown(text)}” is not {what}.");
        }

        return code;
    }

    private static string? Name(Row row, RollColumn column)
    {
        var text = row.Text(column);
        if (text is { Length: 0 } && column is RollColumn.Surname or RollColumn.Forename)
        {
            row.Fault(column, "name-missing", $"There is no {RollColumns.LabelOf(column).ToLowerInvariant()}.");
        }
        else if (text?.Length > LongestName)
        {
            row.Fault(column, "text-too-long", "This is longer than 100 characters.");
        }
        else if (text?.Any(character => char.IsControl(character) || character == '\uFFFD') == true)
        {
            row.Fault(column, "unreadable-character", "This holds a character that cannot be read. Save the file as UTF-8 and import it again.");
        }

        return text;
    }

    private DateOnly DateOfBirth(Row row)
    {
        var text = row.Text(RollColumn.DateOfBirth) ?? "";
        var day = text.EndsWith(" 00:00:00", StringComparison.Ordinal) || text.EndsWith("T00:00:00", StringComparison.Ordinal) ? text[..^9] : text;
        if (day.Length == 0)
        {
            row.Fault(RollColumn.DateOfBirth, "date-missing", "There is no date of birth.");
        }
        else if (!DateOnly.TryParseExact(day, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
        {
            row.Fault(RollColumn.DateOfBirth, "date-unreadable", $"“{Shown(text)}” is not a date. Write the day, month and year, like 02/10/2014.");
        }
        else if (born > today.AddYears(-1) || born <= today.AddYears(-22))
        {
            row.Fault(RollColumn.DateOfBirth, "date-impossible", $"Nobody born on {born.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} is of school age.");
        }
        else
        {
            return born;
        }

        return default;
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private sealed class Row(int line, IReadOnlyList<string> cells, RollHeader header)
    {
        public List<RollFault> Faults { get; } = [];

        public string? Text(RollColumn column) => header.Cell(column, cells);

        public void Fault(RollColumn? column, string code, string message) => Faults.Add(new(line, column is { } known ? header.NameOf(known) : null, code, message));
    }
}
