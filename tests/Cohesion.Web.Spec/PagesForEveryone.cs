using Cohesion.Testing;
using Cohesion.Web.Spec.Site;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Web.Spec;

public sealed class PagesForEveryone(SpecimenSite site) : IClassFixture<SpecimenSite>
{
    public static TheoryData<string, int> PagesAndWidths =>
        new MatrixTheoryData<string, int>(["today", "list", "form", "register", "record", "charts", "progress", "anyone", "nowhere"], [390, 1280]);

    [Theory, MemberData(nameof(PagesAndWidths))]
    public async Task Axe_finds_nothing_and_the_browser_refuses_nothing(string name, int width)
    {
        var page = await Browser.OpenAsync(site.Address, width: width);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync("/" + name);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await PictureAsync(page, $"{name}-{width}");
        await Browser.AxeFindsNothingAsync(page);
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await page.Context.CloseAsync();
        Assert.True(wide <= width, $"The page is {wide} pixels wide on a screen of {width}.");
        Assert.Empty(complaints.Where(complaint => name != "nowhere" || !complaint.Contains("404", StringComparison.Ordinal)));
    }

    [Theory, InlineData(390), InlineData(1280)]
    public async Task A_refused_form_says_every_fault_and_leads_to_its_field(int width)
    {
        var page = await Browser.OpenAsync(site.Address, width: width);
        await page.GotoAsync("/form");
        await page.FillAsync("#on-day", "31");
        await page.FillAsync("#on-month", "2");
        await page.FillAsync("#on-year", "2026");
        await page.ClickAsync("text=Continue");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await PictureAsync(page, $"refused-{width}");
        await Browser.AxeFindsNothingAsync(page);
        Assert.StartsWith("Error: Plan an activity – Broadmere Primary School – Cohesion", await page.TitleAsync(), StringComparison.Ordinal);
        foreach (var (message, field) in new[] { ("Enter what the activity is called", "title"), ("The date of the visit must be a real date", "on-day"), ("Choose what kind of activity it is", "kind") })
        {
            await page.ClickAsync($".govuk-error-summary >> text={message}");
            Assert.Equal(field, await page.EvaluateAsync<string>("document.activeElement.id"));
        }

        Assert.Equal("31", await page.InputValueAsync("#on-day"));
        await page.Context.CloseAsync();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("COHESION_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
