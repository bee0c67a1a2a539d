using System.Text;
using Cohesion.EquityMonitoring.Roll;
using Xunit;

namespace Cohesion.EquityMonitoring.Spec.Roll;

public sealed class RollFileSpec
{
    private const string Header = "UPN,Legal Surname,Legal Forename,DOB,Gender,Year,Reg,Ethnicity,First Language,SEN,PP,FSM";
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public async Task A_good_row_is_read_by_its_columns_names()
    {
        var lines = await Read(Header, "B801200005001,Lovell,Zoë,02/10/2016,F,Year 5,5B,WBRI,ENG,K,Y,N");
        var row = Assert.IsType<RollLine.Good>(Assert.Single(lines)).Row;
        Assert.Equal((2, "B801200005001", "Lovell", "Zoë", new DateOnly(2016, 10, 2)), (row.Line, row.Upn.Value, row.Surname, row.Forename, row.DateOfBirth));
        Assert.Equal(("F", "5", "5B", "WBRI", "ENG", "K", "Y", "N"), (row.Sex, row.YearGroup, row.Form, row.Ethnicity, row.FirstLanguage, row.Sen, row.PupilPremium, row.Fsm));
        Assert.Null(row.EnrolmentStatus);
        Assert.Null(row.PreferredForename);
    }

    [Fact]
    public async Task Missing_and_repeated_columns_are_all_reported_at_once()
    {
        var file = await RollFile.OpenAsync(new StringReader("Surname,Legal Surname,DOB,Colour"), TestContext.Current.CancellationToken);
        Assert.Equal(
            [("column-missing", "UPN"), ("column-missing", "Forename"), ("column-missing", "Year group"), ("column-repeated", "Surname")],
            file.HeaderFaults.Select(fault => (fault.Code, fault.Column!)));
        Assert.Equal(["Colour"], file.Header.Ignored);
    }

    [Fact]
    public async Task Every_fault_of_a_row_is_reported_with_line_and_column()
    {
        var lines = await Read(Header, "A801200005001,,Sam,31/02/2016,Z,15,5B,XXXX,QQQ,Z,maybe,perhaps");
        var faulty = Assert.IsType<RollLine.Faulty>(Assert.Single(lines));
        Assert.Equal(
            [
                ("UPN", "upn-check-letter"), ("Legal Surname", "name-missing"), ("DOB", "date-unreadable"), ("Year", "year-group-unknown"), ("Gender", "sex-unknown"),
                ("Ethnicity", "ethnicity-unknown"), ("First Language", "language-unknown"), ("SEN", "sen-unknown"), ("PP", "pupil-premium-unknown"), ("FSM", "fsm-unknown"),
            ],
            faulty.Faults.Select(fault => (fault.Column!, fault.Code)));
        Assert.All(faulty.Faults, fault => Assert.Equal(2, fault.Line));
    }

    [Theory]
    [InlineData("02/10/2016", null)]
    [InlineData("2/1/2016", null)]
    [InlineData("2016-10-02", null)]
    [InlineData("2016-10-02T00:00:00", null)]
    [InlineData("02-Oct-2016", null)]
    [InlineData("10/02/16", "date-unreadable")]
    [InlineData("30/02/2016", "date-unreadable")]
    [InlineData("", "date-missing")]
    [InlineData("02/10/2026", "date-impossible")]
    [InlineData("02/10/1916", "date-impossible")]
    public async Task A_date_of_birth_is_a_real_day_of_a_child_of_school_age(string date, string? fault)
    {
        var line = Assert.Single(await Read("UPN,Surname,Forename,DOB,Year", $"B801200005001,Lovell,Sam,{date},5"));
        Assert.Equal(fault, (line as RollLine.Faulty)?.Faults.Single().Code);
    }

    [Fact]
    public async Task Two_rows_with_one_UPN_are_both_faulty()
    {
        var lines = await Read("UPN,Surname,Forename,DOB,Year", "B801200005001,Lovell,Sam,02/10/2016,5", "H801200001001,Adu,Kofi,02/10/2016,5", "B801200005001,Lowell,Pam,03/10/2016,5");
        Assert.Equal([(4, "The same UPN is on line 2. Correct one of them.")], lines.OfType<RollLine.Faulty>().SelectMany(line => line.Faults).Select(fault => (fault.Line, fault.Message)));
        Assert.Equal([(2, "The same UPN is on line 4. Correct one of them.")], lines.OfType<RollLine.Withdrawn>().Select(line => (line.Line, line.Fault.Message)));
    }

    [Theory]
    [InlineData("B801200005001,\"Lovell,Sam,02/10/2016,5", "wrong-quotation-mark")]
    [InlineData("B801200005001,Lov\"ell,Sam,02/10/2016,5", "wrong-quotation-mark")]
    [InlineData("B801200005001,Lovell,Sam,02/10/2016,5,5B", "too-many-cells")]
    [InlineData("B801200005001,Lovell,Sam", "too-few-cells")]
    [InlineData("B801200005001,Lo\u0000vell,Sam,02/10/2016,5", "unreadable-character")]
    public async Task A_broken_row_spoils_no_other(string broken, string fault)
    {
        var lines = await Read("UPN,Surname,Forename,DOB,Year", broken, "H801200001001,Adu,Kofi,02/10/2016,5", "P207000016049,Begum,Amina,02/10/2016,5");
        Assert.Equal(fault, Assert.IsType<RollLine.Faulty>(lines[0]).Faults.Single().Code);
        Assert.Equal([(3, "Adu"), (4, "Begum")], lines.OfType<RollLine.Good>().Select(line => (line.Row.Line, line.Row.Surname)));
        Assert.Equal("B801200005001", ((RollLine.Faulty)lines[0]).Hint.Upn);
    }

    [Fact]
    public async Task A_cell_over_two_lines_in_quotation_marks_is_no_fault_and_lines_go_on_being_counted()
    {
        var lines = await Read("UPN,Surname,Forename,DOB,Year,Address", "B801200005001,Lovell,Sam,02/10/2016,5,\"1 High Street\nLeeds\"", "", "A801200005001,Adu,Kofi,02/10/2016,5,x");
        Assert.IsType<RollLine.Good>(lines[0]);
        Assert.Equal(5, Assert.IsType<RollLine.Faulty>(lines[1]).Line);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Other_separators_are_recognised(char separator)
    {
        var lines = await Read("UPN,Surname,Forename,DOB,Year".Replace(',', separator), "B801200005001,Lovell,Sam,02/10/2016,5".Replace(',', separator));
        Assert.IsType<RollLine.Good>(Assert.Single(lines));
    }

    [Fact]
    public async Task A_file_of_20001_rows_is_no_roll()
    {
        var lines = await Read("UPN,Surname,Forename,DOB,Year", [.. Enumerable.Repeat("x,y,z,w,v", RollFile.MostRows + 1)]);
        Assert.Equal("too-many-rows", Assert.IsType<RollLine.Faulty>(lines[^1]).Faults.Single().Code);
    }

    [Theory]
    [InlineData("Zoë Siân", "utf-8", RollText.Utf8)]
    [InlineData("Zoë Siân", "windows-1252", RollText.WindowsLatin)]
    [InlineData("plain", "windows-1252", RollText.Utf8)]
    [InlineData("Zoë", "utf-16", RollText.Utf16)]
    public async Task The_encoding_is_found_out_in_passing(string text, string written, string expected)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(written);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        var passed = new RollText();
        foreach (var one in bytes)
        {
            passed.Pass([one]);
        }

        passed.End();
        Assert.Equal(expected, passed.Encoding);
        Assert.Equal(text, await RollText.Reader(new MemoryStream(bytes), passed.Encoding).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<List<RollLine>> Read(string header, params string[] rows)
    {
        var ct = TestContext.Current.CancellationToken;
        var file = await RollFile.OpenAsync(new StringReader(string.Join('\n', [header, .. rows])), ct);
        Assert.Empty(file.HeaderFaults);
        var lines = new List<RollLine>();
        await foreach (var line in file.ReadAsync(Today, ct))
        {
            lines.Add(line);
        }

        return lines;
    }
}
