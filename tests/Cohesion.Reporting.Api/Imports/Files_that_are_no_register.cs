using System.Net;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Imports;

/// <summary>What is uploaded as the register of schools and is none, or has a name that means harm.</summary>
public sealed class Files_that_are_no_register(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. BadInput.Files.Keys];

    public static TheoryData<string> Names => [.. BadInput.FileNames.Keys];

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_that_is_no_csv_is_refused_at_the_door_by_page_and_by_program(string what)
    {
        using var administrator = api.As(Role.Administrator);
        var before = await ImportsAsync();
        foreach (var content in new Func<HttpContent>[] { () => BadInput.Upload("edubasealldata.csv", BadInput.Files[what]), () => new ByteArrayContent(BadInput.Files[what]) { Headers = { ContentType = new("text/csv") } } })
        {
            var fault = (await SendAsync(administrator, "/api/v1/school-imports", content())).Expect(HttpStatusCode.BadRequest).Json["errors"]![0]!;
            Assert.Equal("file", fault["where"]!.GetValue<string>());
            Assert.True(fault["code"]!.GetValue<string>() is "file-not-text" or "line-too-long", fault.ToJsonString());
        }

        var page = (await SendAsync(administrator, "/reports/school-imports", BadInput.Upload("edubasealldata.csv", BadInput.Files[what]))).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("There is a problem", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await ImportsAsync());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_name_that_means_harm_is_words_on_a_page_and_nothing_else(string what)
    {
        var (sent, kept) = BadInput.FileNames[what];
        using var administrator = api.As(Role.Administrator);
        var import = (await SendAsync(administrator, "/api/v1/school-imports", BadInput.Upload(sent, ReportingApi.Csv(ReportingApi.NamesHeader)))).Expect(HttpStatusCode.Accepted);
        Assert.Equal(kept, (await administrator.GetAsync(import.Location!, Ct)).Json["fileName"]!.GetValue<string>());
        var page = (await administrator.GetAsync("/reports/school-imports/" + import.Location!.Split('/')[^1], Ct)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page.Text);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=another")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_that_cannot_be_taken_apart_is_refused(string contentType)
    {
        using var administrator = api.As(Role.Administrator);
        var content = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nURN"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await SendAsync(administrator, "/api/v1/school-imports", content)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_export_is_without_formulas_whatever_was_imported()
    {
        var rows = BadInput.Formulas.Select((formula, number) =>
            $"{140_700 + number},201,\"{formula}\",20{number:00},\"{formula}\",\"{formula}\",\"{formula}\",\"{formula}\",,Primary,4,11,\"{formula}\",\"{formula}\",\"{formula}\"");
        string[] good = ["140799,201,=Council,2099,=School,Academy converter,Open,01-09-2012,,Primary,4,11,200,+Trust,-Town"];
        var import = await api.ImportAsync(ReportingApi.Csv([ReportingApi.NamesHeader, .. rows, .. good]), apply: true, Ct);
        var trust = await api.Surroundings.Database.ScalarAsync<string>("select trust_id from reporting.schools where urn = 140799", Ct);
        var exports = Route.ExportsOf(api.Services);
        Assert.Equal(5, exports.Count);
        // What is for everyone is there only where an authority publishes; Figures_leave_in_releases reads it.
        foreach (var export in exports.Where(e => !e.Pattern.Contains("public", StringComparison.Ordinal)))
        {
            using var reader = export.Pattern.Contains("school-imports", StringComparison.Ordinal) ? api.As(Role.Administrator)
                : api.As(new Person(RoleFor(export.Pattern), [140_799], [trust], [201]));
            var file = await reader.GetAsync(export.PathWith(name => name switch { "urn" => "140799", "code" => "201", "trustId" => trust, _ => import.Json["importId"]!.GetValue<string>() }), Ct);
            CsvCells.HoldNoFormula(file.Expect(HttpStatusCode.OK).Text);
        }
    }

    private static Role RoleFor(string pattern) =>
        pattern.Contains("trusts", StringComparison.Ordinal) ? Role.TrustAnalyst : pattern.Contains("local-authorities", StringComparison.Ordinal) ? Role.LaOfficer : Role.Head;

    private Task<long> ImportsAsync() => api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.mt_events where type = 'school_import_received'", Ct);

    private static async Task<Reply> SendAsync(ApiClient client, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request, Ct);
    }
}
