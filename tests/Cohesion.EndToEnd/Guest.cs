using Cohesion.Testing;
using Microsoft.Playwright;

namespace Cohesion.EndToEnd;

/// <summary>Somebody in a browser. Every page they stop at is shown to axe and photographed at both widths.</summary>
public sealed class Guest(Town town, IPage page) : IAsyncDisposable
{
    private const int Wide = 1280;
    private const int Narrow = 390;
    private static readonly string Pictures = Repository.File("TestResults", "screenshots");

    public IPage Page => page;

    /// <summary>Signs in on the development sign-in page, as anyone trying Cohesion out does.</summary>
    public static async Task<Guest> SignInAsync(Town town, string person, int? school = null, int width = Wide, bool javaScript = true)
    {
        var guest = new Guest(town, await Browser.OpenAsync(town.Site.Address, width: width, javaScript: javaScript));
        await guest.Page.GotoAsync(school is null ? "/access/sign-in" : $"/access/sign-in?search={school}");
        await guest.Page.CheckAsync($"input[name=person][value={person}]");
        if (school is not null)
        {
            await guest.Page.SelectOptionAsync("select[name=school]", $"{school}");
        }

        await guest.Press("Sign in");
        return guest;
    }

    /// <summary>A guest without script can be shown to axe only by opening the same page again with it.</summary>
    public async Task LookAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        var seen = await Browser.OpenAsync(town.Site.Address);
        await seen.Context.AddCookiesAsync([.. (await page.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = town.Site.Address.ToString() })]);
        try
        {
            await seen.GotoAsync(page.Url);
            await Browser.AxeFindsNothingAsync(seen);
            await seen.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{Wide}.png"), FullPage = true });
            await seen.SetViewportSizeAsync(Narrow, 844);
            Assert.True(await seen.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} is wider than a phone.");
            await seen.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{Narrow}.png"), FullPage = true });
        }
        finally
        {
            await seen.Context.CloseAsync();
        }
    }

    /// <summary>Opens a page and stops at it.</summary>
    public async Task VisitAsync(string path, string name)
    {
        var response = await page.GotoAsync(path);
        Assert.True(response!.Ok, $"{path}: {response.Status}");
        await LookAsync(name);
    }

    public Task Press(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public Task Fill(string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public async Task FillDate(DateOnly day)
    {
        await page.FillAsync("input[name=on-day]", $"{day.Day}");
        await page.FillAsync("input[name=on-month]", $"{day.Month}");
        await page.FillAsync("input[name=on-year]", $"{day.Year}");
    }

    /// <summary>Opens the page again until it says the words: figures come by message.</summary>
    public Task SeesAsync(string path, string words) => Eventually.GivesAsync(
        async () =>
        {
            await page.GotoAsync(path);
            return await TextAsync();
        },
        text => text.Contains(words, StringComparison.OrdinalIgnoreCase), $"{path} to say “{words}”", TestContext.Current.CancellationToken, TimeSpan.FromSeconds(30));

    public async Task<string> TextAsync() => string.Join(' ', (await page.InnerTextAsync("main")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
}
