using Cohesion.Reporting.Imports;
using Xunit;

namespace Cohesion.Reporting.Spec.Imports;

public sealed class A_GIAS_file
{
    private const string Header =
        "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,NumberOfPupils,Trusts (name),Town";

    private const string Good = "125123,936,Surrey,2001,Ashley School,Community school,Open,,,Primary,4,11,412,,Walton";

    [Fact]
    public void Is_bound_by_names_in_any_order_with_columns_nobody_knows()
    {
        var row = Read("Postcode,Something new,Number of dinners,EstablishmentName,URN,LA (code),LA (name),EstablishmentNumber,TypeOfEstablishment (name),EstablishmentStatus (name),PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,NumberOfPupils,Trusts (code),Trusts (name)",
            "KT12 1AB,x,y,\"Ashley, St John's \"\"C of E\"\"\",125123,936,Surrey,2001,Academy converter,\"Open, but proposed to close\",Primary,4,11,412,2000,THE TRUST").Single().Row!;
        Assert.Equal("Ashley, St John's \"C of E\"", row.Details.Name);
        Assert.Equal("KT12 1AB", row.Details.Postcode);
        Assert.True(row.Details.IsOpen);
        Assert.Equal(("2000", "THE TRUST"), (row.TrustCode, row.TrustName));
    }

    [Fact]
    public void Without_required_columns_names_all_of_them() =>
        Assert.Equal(
            ["LA (code)", "LA (name)", "EstablishmentNumber", "TypeOfEstablishment (name)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge", "NumberOfPupils", "Trusts (name)"],
            new GiasFile(new StringReader("URN,EstablishmentName,EstablishmentStatus (name)\r\n")).HeaderFaults.Select(f => f.Column));

    [Theory]
    [InlineData("31-08-2011")]
    [InlineData("31/08/2011")]
    public void Has_days_with_hyphens_or_slashes(string day) =>
        Assert.Equal(new DateOnly(2011, 8, 31), Read(Header, Good.Replace("Open,,", $"Open,{day},")).Single().Row!.Details.OpenedOn);

    [Theory]
    [InlineData("125123,936", "12512,936", "URN", "“12512” is not a unique reference number; it has six digits.")]
    [InlineData("125123,936", ",936", "URN", "The unique reference number is missing.")]
    [InlineData(",936,", ",93X,", "LA (code)", "“93X” is not the code of a local authority; it has three digits.")]
    [InlineData(",2001,", ",201,", "EstablishmentNumber", "“201” is not an establishment number; it has four digits.")]
    [InlineData("Ashley School", "", "EstablishmentName", "The name of the school is missing.")]
    [InlineData(",412,", ",many,", "NumberOfPupils", "“many” is not a whole number from 0 to 20000.")]
    [InlineData(",4,11,", ",11,4,", "StatutoryHighAge", "The oldest age is below the youngest.")]
    [InlineData("Open,,", "Open,31-02-2011,", "OpenDate", "“31-02-2011” is not a day; write 31-08-2022 or 31/08/2022.")]
    [InlineData("Open,,,", "Closed,01-09-2011,01-08-2011,", "CloseDate", "The school closed before it opened.")]
    [InlineData(",Walton", "", "URN", "The line has 14 cells; the header has 15.")]
    [InlineData(",Walton", ",\"Walton", "URN", "A quotation mark is opened on this line and never closed.")]
    public void Names_the_column_and_the_reason_of_a_fault(string from, string to, string column, string reason)
    {
        var lines = Read(Header, Good.Replace(from, to), Good.Replace("125123", "125124"));
        Assert.Equal(new GiasFault(2, column, reason), Assert.Single(lines[0].Faults));
        Assert.Equal(125124, lines[1].Row?.Urn.Value);
    }

    [Theory]
    [InlineData("Open", "Open", true)]
    [InlineData("CLOSED", "Closed", false)]
    [InlineData("\"Open, but proposed to close\"", "Open, but proposed to close", true)]
    [InlineData("Proposed to Open", "Proposed to open", false)]
    public void Knows_the_four_statuses_whatever_their_case(string text, string status, bool open)
    {
        var details = Read(Header, Good.Replace(",Open,", $",{text},")).Single().Row!.Details;
        Assert.Equal((status, open), (details.Status, details.IsOpen));
    }

    [Theory]
    [InlineData("", "The status is missing")]
    [InlineData("Opened", "“Opened” is not a status")]
    [InlineData("1", "“1” is not a status")]
    [InlineData("\"Open, proposed to close\"", "“Open, proposed to close” is not a status")]
    public void Says_which_statuses_there_are_where_one_is_missing_or_unknown(string text, string what)
    {
        var lines = Read(Header, Good.Replace("125123", "125124"), Good.Replace(",Open,", $",{text},"));
        Assert.Empty(lines[0].Faults);
        Assert.Null(lines[1].Row);
        Assert.Equal(
            new GiasFault(3, "EstablishmentStatus (name)", $"{what}; it is “Open”, “Closed”, “Open, but proposed to close” or “Proposed to open”."), Assert.Single(lines[1].Faults));
    }

    [Fact]
    public void Names_every_fault_of_a_line_and_a_school_that_comes_twice()
    {
        var lines = Read(Header, Good, "x,9,Surrey,2001,,Community school,Open,,,Primary,4,11,412,,Walton", Good);
        Assert.Equal(["URN", "LA (code)", "EstablishmentName"], lines[1].Faults.Select(f => f.Column).Order(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a))));
        Assert.Equal("125123 is on line 2 already.", Assert.Single(lines[2].Faults).Reason);
    }

    [Fact]
    public void May_break_a_line_inside_quotes_and_counts_on() =>
        Assert.Equal([2, 4], Read(Header, Good.Replace("Walton", "\"Walton\non Thames\""), Good.Replace("125123", "125124")).Select(l => l.Line));

    [Fact]
    public async Task Is_Windows_1252_unless_it_is_valid_UTF_8()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.Equal("windows-1252", (await GiasText.LookAtAsync(new MemoryStream(GiasText.Windows1252.GetBytes("École – “Ste Anne”")), ct)).Encoding.WebName);
        Assert.Equal("utf-8", (await GiasText.LookAtAsync(new MemoryStream("École – “Ste Anne”"u8.ToArray()), ct)).Encoding.WebName);
    }

    [Fact]
    public void That_is_empty_says_so() => Assert.Equal("The file is empty.", Assert.Single(new GiasFile(new StringReader("")).HeaderFaults).Reason);

    private static List<GiasLine> Read(params string[] lines) => [.. new GiasFile(new StringReader(string.Join("\r\n", lines))).Lines()];
}
