using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Cohesion.Web.Spec.Site;
using Xunit;

namespace Cohesion.Web.Spec;

public sealed class FilesOfThePages(SpecimenSite site) : IClassFixture<SpecimenSite>
{
    [Fact]
    public async Task A_file_may_be_kept_for_ever_because_its_address_is_made_of_its_content()
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, AssetFiles.Stylesheet);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var answer = await client.SendAsync(request, ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, AssetFiles.Stylesheet);
        again.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await client.SendAsync(again, ct);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var other = await client.GetAsync(new Uri("/assets/0000000000000000/cohesion.css", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory, InlineData("/today"), InlineData("/list"), InlineData("/form"), InlineData("/register"), InlineData("/charts")]
    public async Task A_page_weighs_under_250_kB_without_the_chart_script(string path)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = site.Address };
        var weight = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), ct)).Length;
        foreach (var file in new[] { AssetFiles.Stylesheet, AssetFiles.Script, AssetFiles.Icon })
        {
            weight += (await client.GetByteArrayAsync(new Uri(file, UriKind.Relative), ct)).Length;
        }

        Assert.InRange(weight, 1, 250_000);
    }

    [Fact]
    public async Task The_pages_of_settings_are_one_step_from_each_other()
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = site.Address };
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri("/engagement/agencies", UriKind.Relative), ct), ct);
        Assert.Equal(["Schools", "Agencies", "People", "Event stores"], page.QuerySelectorAll(".moj-sub-navigation__link").Select(link => link.TextContent));
        Assert.Equal("Agencies", page.QuerySelector(".moj-sub-navigation__link[aria-current=page]")?.TextContent);
    }

    [Theory, InlineData("/today"), InlineData("/list"), InlineData("/form"), InlineData("/register"), InlineData("/charts"), InlineData("/anyone"), InlineData("/record"), InlineData("/progress")]
    public async Task A_page_holds_nothing_inline_and_loads_nothing_from_elsewhere(string path)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = site.Address };
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri(path, UriKind.Relative), ct), ct);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick]"));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), part => Assert.StartsWith("/assets/", part.GetAttribute("src") ?? part.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.DoesNotContain("GOV.UK", page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(part => part.Id).Distinct(StringComparer.Ordinal).Count());
    }
}
