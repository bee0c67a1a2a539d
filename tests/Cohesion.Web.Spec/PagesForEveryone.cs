using Cohesion.Testing;
using Cohesion.Web.Spec.Site;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Web.Spec;

public sealed class PagesForEveryone(SpecimenSite site) : IClassFixture<SpecimenSite>
{
    public static TheoryData<string, int> PagesAndWidths =>
        new MatrixTheoryData<string, int>(["today", "list", "form", "register", "record", "charts", "progress", "anyone", "engagement/agencies", "nowhere"], [390, 1280]);

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
        await page.GotoAsync("/" + name, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await PictureAsync(page, $"{name.Replace('/', '-')}-{width}");
        await Browser.AxeFindsNothingAsync(page);
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await page.Context.CloseAsync();
        Assert.True(wide <= width, $"The page is {wide} pixels wide on a screen of {width}.");
        Assert.All(complaints, complaint => Assert.True(name == "nowhere" && complaint.Contains("404", StringComparison.Ordinal), complaint));
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
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
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

    [Theory, InlineData(true), InlineData(false)]
    public async Task Long_work_is_followed_to_its_end_with_and_without_script(bool javaScript)
    {
        var page = await Browser.OpenAsync(site.Address, javaScript: javaScript);
        await page.GotoAsync("/import/" + javaScript);
        Assert.Contains("120 of 360", await page.InnerTextAsync(".cohesion-progress"), StringComparison.Ordinal);
        await page.WaitForSelectorAsync("text=Roll imported");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_place_is_switched_by_keyboard_and_leads_to_the_same_part_of_the_site()
    {
        var page = await Browser.OpenAsync(site.Address, width: 390);
        await page.GotoAsync("/list");
        await page.FocusAsync(".cohesion-place__switch summary");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await PictureAsync(page, "switch-390");
        await Browser.AxeFindsNothingAsync(page);
        Assert.EndsWith("/engagement/schools/125124/partners", await page.EvaluateAsync<string>("document.activeElement.href"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_register_counts_while_one_ticks_and_its_rows_are_a_finger_wide()
    {
        var page = await Browser.OpenAsync(site.Address, width: 390);
        await page.GotoAsync("/register");
        await page.ClickAsync("text=Zofia Nowak >> nth=0");
        Assert.Equal("26 present, 2 absent", await page.InnerTextAsync("[data-register-count]"));
        var heights = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.cohesion-register__label')].map(row => row.getBoundingClientRect().height)");
        Assert.All(heights, height => Assert.True(height >= 44, $"A row is {height} pixels high."));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_a_form_reveals_what_an_answer_asks_for_and_a_chart_is_its_table()
    {
        var page = await Browser.OpenAsync(site.Address, width: 390, javaScript: false);
        await page.GotoAsync("/form");
        Assert.False(await page.IsVisibleAsync("#who"));
        await page.CheckAsync("#kind-2");
        Assert.True(await page.IsVisibleAsync("#who"));
        Assert.True(await page.IsVisibleAsync("text=Partners and referrals"));
        await PictureAsync(page, "form-without-script-390");
        await page.GotoAsync("/charts");
        Assert.True(await page.IsVisibleAsync("#groups"));
        Assert.False(await page.IsVisibleAsync(".cohesion-chart__picture >> nth=0"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_chart_is_drawn_from_its_table_and_says_what_is_hidden()
    {
        var page = await Browser.OpenAsync(site.Address);
        await page.GotoAsync("/charts");
        var pictures = page.Locator("svg.cohesion-plot[role=img]");
        await pictures.Nth(3).WaitForAsync();
        Assert.Equal(4, await pictures.CountAsync());
        Assert.Equal("Share of learners reached by group, with its uncertainty", await pictures.First.GetAttributeAsync("aria-label"));
        var words = await pictures.First.TextContentAsync();
        Assert.Contains("All learners 72%", words, StringComparison.Ordinal);
        Assert.Contains("61%", words, StringComparison.Ordinal);
        Assert.Contains("too few to show", words, StringComparison.Ordinal);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await PictureAsync(page, "charts-printed");
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
