using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Dashboards;

public sealed class Pages_in_a_browser(CountedArea area) : IClassFixture<CountedArea>
{
    /// <summary>What makes the page scroll sideways; tables may do so inside themselves.</summary>
    private const string TooWide = """
        document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" :
          [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest(".cohesion-table")).map(e => `${e.tagName}.${e.className.baseVal ?? e.className}`).slice(0, 8).join(" ")
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Pages))]
    public async Task Are_accessible_on_a_phone_and_a_desk(string name, Role role, string path, int width)
    {
        var urn = await area.Api.Surroundings.Database.ScalarAsync<int>($"select urn from reporting.schools where trust_id = '{CountedArea.Trust}' and la_code = 936 order by urn limit 1", Ct);
        var import = await area.Api.Surroundings.Database.ScalarAsync<Guid>("select import_id from reporting.school_imports limit 1", Ct);
        var person = new Person(role, Schools: [urn], Trusts: [CountedArea.Trust], LocalAuthorities: [CountedArea.Surrey]);
        var page = await Browser.OpenAsync(area.Api.Address, area.Api.Tokens.TokenFor(person), width);
        var problems = new List<string>();
        page.Console += (_, message) => problems.AddRange(message.Type is "error" ? [message.Text] : []);
        await page.GotoAsync(path.Replace("{urn}", $"{urn}").Replace("{import}", $"{import}"), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.NetworkIdle });
        if (Environment.GetEnvironmentVariable("COHESION_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }

        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal("", await page.EvaluateAsync<string>(TooWide));
        await Browser.AxeFindsNothingAsync(page);
        Assert.Empty(problems);
        await page.Context.CloseAsync();
    }

    public static TheoryData<string, Role, string, int> Pages()
    {
        var data = new TheoryData<string, Role, string, int>();
        foreach (var width in (int[])[390, 1280])
        {
            data.Add("trust", Role.TrustAnalyst, "/reports/trusts/" + CountedArea.Trust, width);
            data.Add("authority", Role.LaOfficer, "/reports/local-authorities/936", width);
            data.Add("school-outside", Role.LaOfficer, "/reports/schools/{urn}", width);
            data.Add("school-governor", Role.Governor, "/reports/schools/{urn}", width);
            data.Add("school-own", Role.Head, "/reports/schools/{urn}", width);
            data.Add("nothing-yet", Role.Head, "/reports/schools/{urn}?year=2024-25", width);
            data.Add("schools", Role.Administrator, "/reports/schools", width);
            data.Add("imports", Role.Administrator, "/reports/school-imports", width);
            data.Add("import", Role.Administrator, "/reports/school-imports/{import}", width);
            data.Add("measures", Role.Teacher, "/reports/measures", width);
        }

        return data;
    }
}
