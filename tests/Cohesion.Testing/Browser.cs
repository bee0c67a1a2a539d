using System.Reflection;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Testing;

/// <summary>Chromium, headless; one process for all tests of this process, a context of its own for each visit.</summary>
public static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Chromium = new(LaunchAsync);

    /// <summary>A page of a site for someone signed in (or nobody). Paths are relative to the site: <c>page.GotoAsync("/activity/…")</c>. Closing the page's context ends the visit.</summary>
    public static async Task<IPage> OpenAsync(Uri site, string? token = null, int width = 1280, bool javaScript = true)
    {
        var browser = await Chromium.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            JavaScriptEnabled = javaScript,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            HasTouch = width < 600,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
        });
        if (token is not null)
        {
            await context.AddCookiesAsync([new Cookie { Name = ApiClient.SessionCookie, Value = token, Url = site.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
        }

        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        return page;
    }

    /// <summary>Waits until the page's address has this in it. The browser is asked again and again: an event that Playwright's own wait listens for can be gone before it listens (microsoft/playwright-dotnet#3364).</summary>
    public static Task ComesToAsync(IPage page, string part) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1)), new PageAssertionsToHaveURLOptions { Timeout = 15_000 });

    /// <summary>Fails with what axe finds on the page as it stands (needs JavaScript in the page's context).</summary>
    public static async Task AxeFindsNothingAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"axe on {page.Url}: " + string.Join(
            Environment.NewLine, result.Violations.Select(found => $"{found.Id}: {found.Help} — {string.Join(", ", found.Nodes.Select(node => node.Html))}")));
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        // The driver is taken from the package where it was restored; Chromium is Debian's.
        var driver = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PlaywrightDriver").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("COHESION_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }
}
