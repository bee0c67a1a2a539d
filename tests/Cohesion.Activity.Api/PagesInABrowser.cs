using Cohesion.Contracts.Engagement;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Contracts.Reporting;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Playwright;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class PagesInABrowser(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("COHESION_TEST_PICTURES");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every page, on a phone and on a desk: its first sentence, and nothing that axe finds.</summary>
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_page_says_what_it_is_about_first_and_axe_finds_nothing(int width)
    {
        var school = await BusySchoolAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(
            new { on = "2026-11-20", starts = "13:15", ends = "14:30" }, new { on = "2026-11-19", starts = "13:15", ends = "14:30" }, new { on = "2026-11-27", starts = "09:00", ends = "10:30" }), Ct);
        var sessions = planned.Json["sessionIds"]!.AsArray().Select(id => id!.GetValue<Guid>()).ToList();
        await lead.PostAsync($"/api/v1/sessions/{sessions[1]}/register", new { absent = new[] { school["Ben"] } }, Ct);
        await api.SettleAsync(Ct);
        var root = $"/activity/schools/{school.Urn}";
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.CohesionLead, school.Urn), width);

        await SeeAsync($"{root}/today", "3 of 8 learners have not yet taken part in a community-based activity; 284 days of the year are left.");
        await SeeAsync($"{root}/not-yet-reached", "3 learners; 2 of them have been offered nothing.");
        await SeeAsync($"{root}/activities", "2 sessions from today to the end of the year.");
        await SeeAsync($"{root}/activities/{planned.Json["activityId"]}", "3 sessions: 1 took place, 2 planned, 0 cancelled.");
        await SeeAsync($"{root}/activities/{planned.Json["activityId"]}/sessions", "Year 5 visit to the Gurdwara has 3 sessions so far.");
        await SeeAsync($"{root}/activities/{planned.Json["activityId"]}/change", "The change counts for every session of this activity, also for those whose register has been taken.");
        await SeeAsync($"{root}/sessions/{sessions[0]}", "Today 1:15pm — 6 expected.");
        await SeeAsync($"{root}/sessions/{sessions[1]}", "Yesterday 1:15pm — 5 of 6 learners (83%) took part.");
        await SeeAsync($"{root}/sessions/{sessions[0]}/register", "Year 5 visit to the Gurdwara, today 1:15pm — 6 expected.");
        await SeeAsync($"{root}/sessions/{sessions[1]}/register/correct", "Year 5 visit to the Gurdwara, yesterday 1:15pm — 6 on the register.");
        await SeeAsync($"{root}/sessions/{sessions[2]}/cancel", "Year 5 visit to the Gurdwara, Friday 27 November, 9am — 6 expected.");
        await SeeAsync($"{root}/activities/record", "What, when, who came, which classes: everyone of them is present until you say otherwise.");
        await page.Context.CloseAsync();

        async Task SeeAsync(string path, string lead)
        {
            var response = await page.GotoAsync(path);
            Assert.Equal(200, response!.Status);
            Assert.Equal(lead, await page.Locator(".cohesion-lead").First.InnerTextAsync());
            await LookAsync(page, width);
        }
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Someone_new_plans_an_activity_one_question_a_page(int width)
    {
        var school = await BusySchoolAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.CohesionLead, school.Urn), width);
        await page.GotoAsync($"/activity/schools/{school.Urn}/today");
        await page.GetByRole(AriaRole.Link, new() { Name = "Plan an activity" }).ClickAsync();
        await ContinueAsync(); // nothing answered: the page names both faults
        Assert.Contains("Select what kind of activity it is.", await page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByLabel("What is it called?").FillAsync("Carols at the care home");
        await page.GetByLabel("Community project or volunteering").CheckAsync();
        await ContinueAsync();
        await page.GetByLabel("Year groups", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Year 6 (2 learners)").CheckAsync();
        await ContinueAsync();
        Assert.True(await page.GetByLabel("Charity and service").IsCheckedAsync()); // suggested by the kind
        await page.GetByLabel("Across generations").CheckAsync();
        await ContinueAsync();
        await page.GetByLabel("Elm Court care home").CheckAsync();
        await page.GetByLabel("Visitor's name (optional)").FillAsync("Mrs Patel");
        await page.GetByLabel("The visitor comes from").SelectOptionAsync("local-community");
        await ContinueAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        Assert.Equal("Mrs Patel", await page.GetByLabel("Visitor's name (optional)").InputValueAsync()); // kept
        await ContinueAsync();
        await page.GetByLabel("Day").FillAsync("11");
        await page.GetByLabel("Month").FillAsync("12");
        await page.GetByLabel("Year", new() { Exact = true }).FillAsync("2026");
        await page.GetByLabel("Start time").FillAsync("1:30pm");
        await page.GetByLabel("End time").FillAsync("2:30pm");
        await page.GetByLabel("Where is it? (optional)").FillAsync("Elm Court");
        await ContinueAsync();
        Assert.Equal("Carols at the care home: 1 session, 2 learners expected.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await LookAsync(page, width);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it into the calendar" }).ClickAsync();
        Assert.Equal("1 session: 0 took place, 1 planned, 0 cancelled.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await LookAsync(page, width);
        await page.GetByRole(AriaRole.Link, new() { Name = "Change the plan" }).ClickAsync();
        await page.GetByLabel("How many places? (optional)").FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        Assert.Contains("Enter places as a number", await page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("How many places? (optional)").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        Assert.Contains("The plan is changed, for every session.", await page.Locator(".govuk-notification-banner").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();

        async Task ContinueAsync()
        {
            await LookAsync(page, width);
            await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        }
    }

    /// <summary>On a phone, and with script switched off: found, added, absent, visitor, saved, undone, saved again, corrected.</summary>
    [Fact]
    public async Task A_register_is_taken_on_a_phone_without_script()
    {
        var school = await BusySchoolAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(), Ct);
        var session = planned.Json["sessionIds"]![0]!.GetValue<Guid>();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Teacher, school.Urn), 390, javaScript: false);
        await page.GotoAsync($"/activity/schools/{school.Urn}/today");
        await page.GetByRole(AriaRole.Link, new() { Name = "Take register" }).First.ClickAsync();
        await page.GetByLabel("Ben Cole").CheckAsync();
        await page.GetByText("Add another learner").ClickAsync();
        await page.GetByLabel("Find by name").FillAsync("hassan");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find learner" }).ClickAsync();
        Assert.True(await page.GetByLabel("Ben Cole").IsCheckedAsync());
        await page.GetByLabel("Hassan Ali").CheckAsync();
        await page.GetByText("Add a visitor").ClickAsync();
        await page.GetByLabel("Visitor's name").FillAsync("Mr Singh");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save register" }).ClickAsync();
        Assert.Contains("Select where the visitor comes from", await page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("Comes from").SelectOptionAsync("sikh");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save register" }).ClickAsync();
        Assert.Contains("Register saved: 6 present, 1 absent.", await page.Locator(".govuk-notification-banner").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Mr Singh (Sikh)", await page.Locator(".govuk-summary-list").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this register" }).ClickAsync();
        Assert.Contains("The register was undone.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save register" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct the register" }).ClickAsync();
        await page.GetByLabel("Femi Obi").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save correction" }).ClickAsync();
        Assert.Contains("Correction saved: 5 present, 1 absent.", await page.Locator(".govuk-notification-banner").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("by Test Teacher", await page.Locator(".moj-timeline").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
        Assert.Equal(5, (await lead.GetAsync($"/api/v1/sessions/{session}", Ct)).Json["present"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_assembly_that_has_happened_is_recorded_on_one_page()
    {
        var school = await BusySchoolAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Teacher, school.Urn), 390);
        await page.GotoAsync($"/activity/schools/{school.Urn}/activities/record");
        await page.GetByLabel("What was it?").FillAsync("Assembly about Hanukkah");
        await page.GetByLabel("Start time").FillAsync("9am");
        await page.GetByLabel("Who came? (optional)").FillAsync("Rabbi Levy");
        await page.GetByLabel("The visitor comes from").SelectOptionAsync("jewish");
        await page.GetByLabel("The whole school (8 learners)").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, everyone present" }).ClickAsync();
        Assert.Contains("Register saved: 8 present, 0 absent.", await page.Locator(".govuk-notification-banner").InnerTextAsync(), StringComparison.Ordinal);
        await LookAsync(page, 390);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Learners_not_yet_reached_are_invited_from_the_list()
    {
        var school = await BusySchoolAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        await lead.PostAsync("/api/v1/activities", school.Visit(new { on = "2026-11-27", starts = "09:00", ends = "10:30" }), Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.CohesionLead, school.Urn));
        await page.GotoAsync($"/activity/schools/{school.Urn}/not-yet-reached?offered=no");
        await page.GetByLabel("Grace Hill").CheckAsync();
        await page.GetByLabel("Invite them to").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        Assert.Equal("8 learners; 1 of them has been offered nothing.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await LookAsync(page, 1280);
        await page.Context.CloseAsync();
    }

    /// <summary>A school that has a name, a partner, two referrals that wait and an import with faults.</summary>
    private async Task<School> BusySchoolAsync()
    {
        var school = await api.SchoolAsync(Ct);
        var now = api.Stopped.GetUtcNow();
        await using var others = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await others.PublishAsync(new SchoolListed(new SchoolFacts(school.Urn, "Meadow Primary School", 936, "Surrey", null, null, "Primary", true, 8, 4, 11, "9362000", 1), now), Ct);
        await others.PublishAsync(new PartnerRegistered(Guid.CreateVersion7(), school.Urn, "Elm Court care home", "community", null, true, 1, now), Ct);
        foreach (var left in new[] { 2, -3 })
        {
            await others.PublishAsync(new ReferralReceived(new ReferralClock(
                Guid.CreateVersion7(), school.Urn, "support", "police", "urgent", "received", now.AddHours(-5), now.AddHours(left), null, null, null, 1), now), Ct);
        }

        await others.PublishAsync(new RollImported(school.Urn, Guid.CreateVersion7(), 8, 0, 0, 0, 3, now.AddDays(-2)), Ct);
        await Eventually.GivesAsync(() => api.Surroundings.Database.ScalarAsync<long>(
            $"""
            select (select count(*) from activity.schools where urn = {school.Urn}) + (select count(*) from activity.partners where tenant_id = '{school.Urn}')
                + (select count(*) from activity.referral_clocks where tenant_id = '{school.Urn}') + (select count(*) from activity.roll_imports where tenant_id = '{school.Urn}')
            """, Ct), rows => rows == 5, "what other services told", Ct);
        return school;
    }

    /// <summary>Nothing that axe finds, nothing that scrolls sideways, and a picture where pictures are wanted.</summary>
    internal static async Task LookAsync(IPage page, int width, string? name = null)
    {
        await Browser.AxeFindsNothingAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} scrolls sideways at {width}.");
        if (Pictures is not null)
        {
            name ??= string.Join('-', new Uri(page.Url).AbsolutePath.Split('/').Skip(4).Select(part => Guid.TryParse(part, out _) ? "id" : part));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}-{width}.png"), FullPage = true });
        }
    }
}
