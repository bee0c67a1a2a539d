using System.Net;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

/// <summary>What is uploaded as a roll and is none, or has a name that means harm.</summary>
public sealed class RollsThatAreNone(EquityApi api) : IClassFixture<EquityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. BadInput.Files.Keys];

    public static TheoryData<string> Names => [.. BadInput.FileNames.Keys];

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_that_is_no_csv_is_refused_at_the_door_by_page_and_by_program(string what)
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        foreach (var content in new Func<HttpContent>[] { () => BadInput.Upload("roll.csv", BadInput.Files[what]), () => new ByteArrayContent(BadInput.Files[what]) { Headers = { ContentType = new("text/csv") } } })
        {
            var fault = (await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", content())).Expect(HttpStatusCode.BadRequest).Json["errors"]![0]!;
            Assert.Equal("file", fault["where"]!.GetValue<string>());
            Assert.True(fault["code"]!.GetValue<string>() is "file-not-text" or "line-too-long" or "file-too-long", fault.ToJsonString());
        }

        var page = (await SendAsync(manager, $"/equity/schools/{urn}/roll/imports", BadInput.Upload("roll.csv", BadInput.Files[what]))).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("There is a problem", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from equity_monitoring.mt_events where tenant_id = '{urn}'", Ct));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_name_that_means_harm_is_words_on_a_page_and_nothing_else(string what)
    {
        var (sent, kept) = BadInput.FileNames[what];
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var import = (await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", BadInput.Upload(sent, EquityApi.File(EquityApi.Row(1))))).Expect(HttpStatusCode.Accepted);
        Assert.Equal(RollImportStatus.Ready, (await EquityApi.SettledAsync(manager, import.Location!, Ct)).Status);
        var page = (await manager.GetAsync($"/equity/schools/{urn}/roll/imports/{import.Location!.Split('/')[^1]}", Ct)).Expect(HttpStatusCode.OK);
        Assert.Contains($">{WebUtility.HtmlEncode(kept)}, sent by", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page.Text);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=another")]
    public async Task A_form_that_cannot_be_taken_apart_is_refused(string contentType)
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var content = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", content)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_that_ends_too_early_is_refused_and_nothing_is_kept()
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var whole = await BadInput.Upload("roll.csv", EquityApi.File(EquityApi.Row(1))).ReadAsByteArrayAsync(Ct);
        var content = new ByteArrayContent(whole[..^20]) { Headers = { ContentType = new("multipart/form-data") { Parameters = { new("boundary", "a-boundary-of-this-test") } } } };
        (await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", content)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from equity_monitoring.mt_events where tenant_id = '{urn}'", Ct));
    }

    [Fact]
    public async Task A_file_longer_than_any_roll_is_refused()
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var file = new byte[17 * 1024 * 1024];
        Array.Fill(file, (byte)'\n');
        var reply = await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", BadInput.Upload("roll.csv", file));
        Assert.True(reply.Status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, reply.Text);
    }

    [Fact]
    public async Task Every_export_is_without_formulas_whatever_was_imported()
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var rows = BadInput.Formulas.Select((formula, pupil) => EquityApi.Row(pupil + 1, year: $"\"{formula}\"", form: $"\"{formula}\"", ethnicity: $"\"{formula}\"", sex: $"\"{formula}\""));
        var import = (await SendAsync(manager, $"/api/v1/rolls/{urn}/imports", BadInput.Upload("=1+1.csv", EquityApi.File([.. rows, EquityApi.Row(50, form: "=1+1")])))).Expect(HttpStatusCode.Accepted);
        await EquityApi.SettledAsync(manager, import.Location!, Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        var exports = Route.ExportsOf(api.Services);
        Assert.NotEmpty(exports);
        foreach (var export in exports)
        {
            var file = await lead.GetAsync(export.PathWith(name => name == "urn" ? $"{urn}" : import.Location!.Split('/')[^1]), Ct);
            Assert.True(file.Status == HttpStatusCode.OK || export.Pattern.EndsWith("/reach.csv", StringComparison.Ordinal), $"{export} {file.Status}"); // nothing is measured yet
            CsvCells.HoldNoFormula(file.Status == HttpStatusCode.OK ? file.Text : "");
        }
    }

    private static async Task<Reply> SendAsync(ApiClient client, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.ExpectContinue = content.Headers.ContentLength > 1024 * 1024; // who is refused before the body comes does not send it
        return await client.SendAsync(request, Ct);
    }
}
