using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Engagement.Api;

public sealed class PagesAreUsable(EngagementApi api)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_answers_a_referral_without_script_from_inbox_to_outcome()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct, "urgent");
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.CohesionLead, urn), width: 390, javaScript: false);
        await page.GotoAsync($"/engagement/schools/{urn}/referrals");
        Assert.Equal("1 referral waits for a decision; it has 4 hours left.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Sam Example" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start work" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Complete with an outcome" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        Assert.StartsWith("Error:", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByLabel("What was asked for was done", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Yes", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        Assert.Contains("Check before you complete", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Complete and tell the agency" }).ClickAsync();
        Assert.Contains("Completed", await page.InnerTextAsync(".moj-timeline"), StringComparison.Ordinal);
        Assert.Equal("met", (await agency.Client.GetAsync($"/api/v1/referrals/{id}", Ct)).Json["outcome"]!.GetValue<string>());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_step_that_someone_else_took_first_is_explained()
    {
        var (agency, urn) = (await api.AnAgencyAsync(Ct), await api.ASchoolAsync(Ct));
        var id = await EngagementApi.ReferAsync(agency, urn, Ct);
        using var lead = api.As(Role.CohesionLead, urn);
        (await lead.SubmitAsync($"/engagement/schools/{urn}/referrals/{id}/acknowledgement", [], Ct)).Expect(HttpStatusCode.Redirect);
        var again = (await lead.SubmitAsync($"/engagement/schools/{urn}/referrals/{id}/acknowledgement", [], Ct)).Expect(HttpStatusCode.Conflict);
        Assert.Contains("A referral that is acknowledged cannot become acknowledged.", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_registers_an_agency_and_copies_its_key()
    {
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), javaScript: false);
        await page.GotoAsync("/engagement/agencies/register");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register agency" }).ClickAsync();
        Assert.StartsWith("Error:", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Name of the agency").FillAsync("Surrey Fire and Rescue");
        await page.GetByLabel("Sector").SelectOptionAsync("fire");
        await page.GetByLabel("Local authorities whose schools it may refer to").FillAsync("936");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register agency" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a key" }).ClickAsync();
        await page.GetByLabel("Only these schools").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        Assert.StartsWith("Error:", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Only these schools").FillAsync("");
        await page.GetByLabel("Routine: 5 working days").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        using var client = api.ClientWith(await page.InnerTextAsync("#key"));
        (await client.GetAsync("/api/v1/referrals", Ct)).Expect(HttpStatusCode.OK);
        await page.GetByRole(AriaRole.Link, new() { Name = "Replace the key" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the new key" }).ClickAsync();
        Assert.Contains("works until 27 November 2026", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        using var next = api.ClientWith(await page.InnerTextAsync("#key"));
        Assert.Equal("routine", (await next.GetAsync("/api/v1/agency-keys/current", Ct)).Expect(HttpStatusCode.OK).Json["urgencies"]![0]!.GetValue<string>());
        await page.GotoAsync(page.Url.Split("/keys")[0]);
        Assert.Equal(0, await page.Locator("#key").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_lead_adds_a_partner_and_notes_a_contact()
    {
        var urn = await api.ASchoolAsync(Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.CohesionLead, urn), width: 390, javaScript: false);
        await page.GotoAsync($"/engagement/schools/{urn}/partners");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a partner" }).ClickAsync();
        await page.GetByLabel("Name of the organisation").FillAsync("Woking Gurdwara");
        await page.GetByLabel("Sector").SelectOptionAsync("faith");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add partner" }).ClickAsync();
        await page.GetByLabel("Visit").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save contact" }).ClickAsync();
        Assert.Contains("20 November 2026, visit", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync($"/engagement/schools/{urn}/partners");
        Assert.Equal("1 partner; none yet from 7 of the 8 sectors that the policy names.", await page.InnerTextAsync(".cohesion-lead"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Axe_finds_nothing_on_any_page(int width)
    {
        var (agency, urn, learner) = (await api.AnAgencyAsync(Ct, "Surrey Fire and Rescue"), await api.ASchoolAsync(Ct), Guid.NewGuid());
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await probe.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Sam Example", "6", "6B")], EngagementApi.Friday), Ct);
        await Eventually.GivesAsync(
            () => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from engagement.roll where learner_id = '{learner}'", Ct), count => count == 1, "the learner is on the roll", Ct);
        var (urgent, soon) = (await EngagementApi.ReferAsync(agency, urn, Ct, "urgent"), await EngagementApi.ReferAsync(agency, urn, Ct, "soon", "Amina Khan"));
        using var lead = api.As(Role.CohesionLead, urn);
        var read = await EngagementApi.ReferAsync(agency, urn, Ct, name: "Lee Read");
        await lead.SubmitAsync($"/engagement/schools/{urn}/referrals/{read}/acknowledgement", [], Ct);
        foreach (var step in new[] { "acknowledgement", "acceptance", "start" })
        {
            await lead.SubmitAsync($"/engagement/schools/{urn}/referrals/{soon}/{step}", [], Ct);
        }

        var partner = (await lead.PostAsync($"/api/v1/partners?urn={urn}", new { name = "Woking Gurdwara", sector = "faith", community = "Sikh", since = "2024-09-01" }, Ct)).Json["id"]!.GetValue<Guid>();
        (await lead.PostAsync($"/api/v1/partners?urn={urn}", new { name = "Fire station", sector = "fire", since = "2020-09-01" }, Ct)).Expect(HttpStatusCode.Created);
        var keys = await api.AnAgencyAsync(Ct, "Surrey and Sussex Health Partnership");
        var ending = await api.AKeyAsync(keys.Id, new { expiresOn = "2026-12-10", schools = new[] { urn }, reasons = new[] { "wellbeing", "bereavement" }, urgencies = new[] { "routine" } }, Ct);
        (await keys.Client.PostAsync("/api/v1/agency-keys/rotate", null, Ct)).Expect(HttpStatusCode.Created);
        var school = $"/engagement/schools/{urn}";
        await LookAsync(width, Role.CohesionLead, urn,
            $"{school}/referrals", $"{school}/referrals/{urgent}", $"{school}/referrals/{soon}", $"{school}/referrals?state=all", $"{school}/referrals/{read}", $"{school}/referrals/{read}/decline",
            $"{school}/referrals/{soon}/complete", $"{school}/partners", $"{school}/partners/{partner}", $"{school}/partners/register", $"{school}/partners/{partner}/change");
        await LookAsync(width, Role.Administrator, null, "/engagement/agencies", "/engagement/agencies/register", $"/engagement/agencies/{keys.Id}", $"/engagement/agencies/{keys.Id}/keys/make", $"/engagement/agencies/{keys.Id}/keys/{ending.KeyId}/replace");
        var empty = await api.ASchoolAsync(Ct);
        await LookAsync(width, Role.Head, empty, $"/engagement/schools/{empty}/referrals", $"/engagement/schools/{empty}/partners");
    }

    private async Task LookAsync(int width, Role role, int? urn, params string[] paths)
    {
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(role, urn is { } school ? [school] : []), width);
        foreach (var path in paths)
        {
            Assert.Equal(200, (await page.GotoAsync(path))!.Status);
            await Browser.AxeFindsNothingAsync(page);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than {width} pixels");
            if (Environment.GetEnvironmentVariable("COHESION_TEST_SCREENSHOTS") is { } folder)
            {
                var name = $"{role}-" + path.Replace(urn?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-", "school", StringComparison.Ordinal).Trim('/').Replace('/', '-').Replace('?', '-');
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{width}-{name}.png"), FullPage = true });
            }
        }

        await page.Context.CloseAsync();
    }
}
