using Cohesion.Sample;
using Cohesion.Sample.Rolls;

namespace Cohesion.EndToEnd;

/// <summary>A school's roll some weeks later: one learner has come, one has left, one has changed form, and two rows were spoilt on the way.</summary>
/// <param name="Path">The file as the data manager sends it.</param>
/// <param name="Clean">The same without the spoilt rows' faults: what the roll is afterwards.</param>
/// <param name="Form">A form that none of it touches.</param>
/// <param name="LeaverUpn">Of the one who has left.</param>
public sealed record ChangedRoll(string Path, string Clean, string Form, string LeaverUpn)
{
    public const string Preview = "1 joiner, 1 leaver, 1 move";

    public static ChangedRoll Of(SampleFiles files, int urn, int year)
    {
        var lines = File.ReadAllLines(files.RollPath(urn)).ToList();
        var header = lines[0].Split(',').ToList();
        var (form, born) = (Column("Registration form", "Reg Group", "Tutor Group"), Column("Date of birth", "DOB", "Date Of Birth"));
        var count = lines.Count;
        var untouched = Cells(count / 2)[form];
        var joiner = Cells(count - 4);
        joiner[Column("UPN", "Unique Pupil Number")] = Upn.Of(850, 4321, year, 77);
        joiner[Column("First name", "Legal Forename", "Forename")] = "Newly";
        joiner[Column("Last name", "Legal Surname", "Surname")] = "Arrived";
        Set(count - 6, form, Enumerable.Range(1, count - 1).Select(line => Cells(line)[form]).First(name => name != untouched && name != Cells(count - 6)[form]));
        lines.Add(string.Join(',', joiner));
        var leaver = Cells(count - 10)[Column("UPN", "Unique Pupil Number")];
        lines.RemoveAt(count - 10);
        var clean = Write("clean", lines);
        Set(count - 20, born, "31/02/2020");
        Set(count - 21, born, "yesterday");
        return new ChangedRoll(Write("sent", lines), clean, untouched, leaver);

        int Column(params string[] names) => header.FindIndex(names.Contains);
        string[] Cells(int line) => lines[line].Split(',');
        void Set(int line, int column, string value)
        {
            var cells = Cells(line);
            cells[column] = value;
            lines[line] = string.Join(',', cells);
        }

        string Write(string name, IEnumerable<string> text)
        {
            var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"roll-{urn}-{name}.csv");
            File.WriteAllText(path, string.Join("\r\n", text) + "\r\n");
            return path;
        }
    }
}
