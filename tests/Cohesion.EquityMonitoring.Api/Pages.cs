using Cohesion.Contracts;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

public sealed class Pages(EquityApi api) : IClassFixture<EquityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_data_manager_imports_a_roll_having_seen_what_will_change(int width)
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 40).Select(pupil => EquityApi.Row(pupil, surname: pupil == 40 ? "Away" : "Lovell"))), apply: true, Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.DataManager, urn), width);
        await page.GotoAsync($"/equity/schools/{urn}/roll");
        await LooksRightAsync(page, $"roll-{width}");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "export.csv", MimeType = "text/csv", Buffer = NextFile() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the file" }).ClickAsync();
        await page.GetByText("2 joiners, 1 leaver, 2 moves, 35 unchanged, 2 kept as they are because their row has a fault; 3 rows have faults.").WaitForAsync();
        await LooksRightAsync(page, $"roll-preview-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply the good rows" }).ClickAsync();
        await page.GetByText("The roll is up to date").WaitForAsync();
        await LooksRightAsync(page, $"roll-applied-{width}");
        await page.GotoAsync($"/equity/schools/{urn}/roll");
        Assert.Contains("41 learners are on the roll", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_head_sees_what_is_due_and_erases_it_having_looked_at_whose(int width)
    {
        var (urn, _) = await api.SchoolThatLearnersLeftAsync(3, Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Head, urn), width);
        await page.GotoAsync($"/equity/schools/{urn}/records");
        Assert.Contains("No record is due to be erased. The next comes due on 2 October 2041.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Change learners’ records" }).ClickAsync();
        await page.GetByLabel("Until which birthday?").FillAsync("nine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        Assert.Contains("Enter an age from 0 to 100", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await LooksRightAsync(page, $"retention-fault-{width}");
        await page.GetByLabel("Until which birthday?").FillAsync("5");
        await page.GetByLabel("A decision of the governors").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        Assert.Contains("3 records of former learners are due to be erased.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await LooksRightAsync(page, $"records-due-{width}");

        await page.Locator("table a[href*='/records/']").First.ClickAsync();
        await page.GetByText("Place a hold").ClickAsync();
        await page.GetByLabel("A complaint that is not closed").CheckAsync();
        await page.GetByLabel("Which case?").FillAsync("Case 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Place hold" }).ClickAsync();
        Assert.Contains("A legal hold keeps this record.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await LooksRightAsync(page, $"record-on-hold-{width}");

        await page.GotoAsync($"/equity/schools/{urn}/records");
        Assert.Contains("2 records of former learners are due to be erased. 1 more is kept by a legal hold.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at what would be erased" }).ClickAsync();
        await LooksRightAsync(page, $"erase-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase 2 records" }).ClickAsync();
        Assert.Contains("Confirm that you know", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await page.GetByLabel("I know that this cannot be undone").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase 2 records" }).ClickAsync();
        await page.GetByText("The records are erased here.").WaitForAsync();
        Assert.Equal(2, await page.GetByText("Not yet").CountAsync());
        await LooksRightAsync(page, $"certificates-{width}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_JavaScript_and_without_a_file_the_form_says_what_to_do()
    {
        var urn = await api.SchoolAsync(Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.DataManager, urn), javaScript: false);
        await page.GotoAsync($"/equity/schools/{urn}/roll");
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the file" }).ClickAsync();
        Assert.Contains("Choose the file", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Fairness_says_in_words_who_is_reached_less_often(int width)
    {
        var urn = await SchoolWithDifferenceAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Head, urn), width);
        await page.GotoAsync($"/equity/schools/{urn}/reach");
        Assert.Matches("^Learners with SEN support were reached less often: 33% against 8[0-9]% of others \\(difference between [0-9]+ and [0-9]+ percentage points\\)\\.", await page.InnerTextAsync(".cohesion-lead"));
        await LooksRightAsync(page, $"reach-{width}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Before_anything_is_measured_fairness_teaches()
    {
        var urn = await api.SchoolAsync(Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Head, urn));
        await page.GotoAsync($"/equity/schools/{urn}/reach");
        Assert.Contains("Nothing has been measured", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await LooksRightAsync(page, "reach-empty");
        await page.Context.CloseAsync();
    }

    private static byte[] NextFile() => EquityApi.File(
    [
        .. Enumerable.Range(1, 35).Select(pupil => EquityApi.Row(pupil)), EquityApi.Row(36, form: "5C"), EquityApi.Row(37, year: "6", form: "6A"),
        "Z" + EquityApi.Row(38)[1..], EquityApi.Row(39).Replace("02/10/2016", "31/02/2016", StringComparison.Ordinal), EquityApi.Row(41, forename: "Zoë"), EquityApi.Row(42), EquityApi.Row(43, surname: "New", ethnicity: "BAME"),
    ]);

    private static async Task LooksRightAsync(IPage page, string name)
    {
        await Browser.AxeFindsNothingAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways");
        if (Environment.GetEnvironmentVariable("COHESION_TEST_SCREENSHOTS") is { } folder)
        {
            var width = page.ViewportSize!.Width;
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true, Clip = width < 600 ? new Clip { Width = width, Height = 2400 } : null });
        }
    }

    private async Task<int> SchoolWithDifferenceAsync()
    {
        var urn = await api.SchoolAsync(Ct);
        using var joined = await api.Probe.HearAsync<LearnersJoinedRoll>();
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 240).Select(pupil => EquityApi.Row(
            pupil, year: ((pupil % 6) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), forename: $"P{pupil:000}", sen: pupil % 4 == 0 ? "K" : "N", sex: pupil % 2 == 0 ? "F" : "M",
            ethnicity: pupil % 80 == 1 ? "BCRB" : pupil % 5 == 0 ? "AIND" : pupil % 40 == 2 ? "REFU" : "WBRI", fsm: pupil % 7 == 0 ? "Y" : "N", language: pupil % 9 == 0 ? "URD" : "ENG"))), apply: true, Ct);
        var learners = (await joined.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners.ToDictionary(learner => int.Parse(learner.DisplayName[1..4], System.Globalization.CultureInfo.InvariantCulture), learner => learner.LearnerId);
        var present = learners.Where(learner => learner.Key % 4 == 0 ? learner.Key % 12 == 0 : learner.Key % 9 != 1).Select(learner => learner.Value).ToArray();
        await api.Probe.PublishAsync(new ParticipationRecorded(
            Guid.NewGuid(), Guid.NewGuid(), urn, AcademicYear.Of(TimeProvider.System.GetUtcNow()).ToString(), new(2026, 11, 20), true, present, 1, new(2026, 11, 20, 14, 0, 0, TimeSpan.Zero)), Ct);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == present.Length, Ct);
        return urn;
    }
}
