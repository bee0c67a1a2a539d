using System.Net;
using System.Text;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Activity.Api;

/// <summary>Who saw what of a school: kept for every answer, shown to those who answer for the school.</summary>
public sealed class KeepingTheRecord(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Role, HttpStatusCode> WhoMayRead => new()
    {
        { Role.Head, HttpStatusCode.OK }, { Role.DataManager, HttpStatusCode.OK }, { Role.Administrator, HttpStatusCode.OK }, { Role.Governor, HttpStatusCode.Forbidden },
        { Role.Teacher, HttpStatusCode.Forbidden }, { Role.PastoralLead, HttpStatusCode.Forbidden }, { Role.CohesionLead, HttpStatusCode.Forbidden },
        { Role.TrustAnalyst, HttpStatusCode.Forbidden }, { Role.LaOfficer, HttpStatusCode.Forbidden },
    };

    [Theory, MemberData(nameof(WhoMayRead))]
    public async Task Only_who_answers_for_a_school_reads_its_record_and_nobody_anothers(Role role, HttpStatusCode status)
    {
        var school = await api.SchoolAsync(Ct);
        using var ours = api.As(role, school.Urn);
        using var elsewhere = api.As(role, 100_000);
        foreach (var path in new[] { $"/activity/schools/{school.Urn}/audit", $"/api/v1/activity/schools/{school.Urn}/audit", $"/activity/schools/{school.Urn}/audit/export.csv?reason=complaint" })
        {
            (await ours.GetAsync(path, Ct)).Expect(status);
            (await elsewhere.GetAsync(path, Ct)).Expect(status is HttpStatusCode.OK ? HttpStatusCode.NotFound : status);
        }
    }

    [Fact]
    public async Task A_register_leaves_who_planned_who_looked_and_who_took_it()
    {
        var school = await api.SchoolAsync(Ct);
        var session = await PlanAsync(school);
        using var teacher = api.As(Role.Teacher, school.Urn);
        await teacher.GetAsync($"/activity/schools/{school.Urn}/sessions/{session}/register", Ct);
        await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct);
        await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { Guid.NewGuid() } }, Ct);
        await teacher.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached/export", Ct);
        using var head = api.As(Role.Head, school.Urn);

        var items = (await head.GetAsync($"/api/v1/activity/schools/{school.Urn}/audit?who=person-teacher", Ct)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();

        Assert.Equal(
            ["exported not-yet-reached done true", "changed register not-done false", "changed register done false", "saw register done false"],
            items.Select(item => $"{item!["act"]} {item["what"]} {item["outcome"]} {item["special"]}"));
        Assert.Equal($"{session}", items[3]!["item"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_record_is_filtered_by_day_deed_person_and_special_fields_and_turned_a_page_at_a_time()
    {
        var school = await api.SchoolAsync(Ct);
        using var teacher = api.As(Role.Teacher, school.Urn);
        using var governor = api.As(Role.Governor, school.Urn);
        using var head = api.As(Role.Head, school.Urn);
        for (var view = 0; view < 30; view++)
        {
            await teacher.GetAsync($"/api/v1/participation/{school.Urn}/learners", Ct);
        }

        await teacher.GetAsync($"/api/v1/participation/{school.Urn}/not-yet-reached", Ct);
        await governor.GetAsync($"/api/v1/participation/{school.Urn}/learners", Ct);

        Assert.Equal((25, 6), (await CountAsync("who=person-teacher&did=saw"), await CountAsync($"who=person-teacher&did=saw&before={await NextAsync()}")));
        Assert.Equal(1, await CountAsync("special=yes"));
        Assert.Equal(1, await CountAsync("did=refused"));
        Assert.Equal(0, await CountAsync("did=exported"));
        Assert.Equal(25, await CountAsync("who=person-teacher&on-day=20&on-month=11&on-year=2026"));
        Assert.Equal(0, await CountAsync("who=person-teacher&on-day=21&on-month=11&on-year=2026"));
        Assert.Equal("invalid", (await head.GetAsync($"/api/v1/activity/schools/{school.Urn}/audit?on-day=31&on-month=2&on-year=2026", Ct)).Problem);

        async Task<int> CountAsync(string query) => (await AskAsync(query))["items"]!.AsArray().Count;
        async Task<long> NextAsync() => (await AskAsync("who=person-teacher&did=saw"))["next"]!.GetValue<long>();
        async Task<System.Text.Json.Nodes.JsonNode> AskAsync(string query) => (await head.GetAsync($"/api/v1/activity/schools/{school.Urn}/audit?{query}", Ct)).Expect(HttpStatusCode.OK).Json;
    }

    [Fact]
    public async Task A_file_of_it_needs_a_reason_and_stands_in_it_itself()
    {
        var school = await api.SchoolAsync(Ct);
        using var head = api.As(Role.Head, school.Urn);
        var path = $"/activity/schools/{school.Urn}/audit/export.csv";

        Assert.Contains("Select why you take the record away", (await head.GetAsync(path, Ct)).Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        var file = (await head.GetAsync($"{path}?reason=subject-access-request&did=saw", Ct)).Expect(HttpStatusCode.OK);

        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("sequence,at,who,role,act,", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Contains(",head,saw,", line, StringComparison.Ordinal));
        var last = (await head.GetAsync($"/api/v1/activity/schools/{school.Urn}/audit?did=exported", Ct)).Json["items"]!;
        Assert.Equal(["done subject-access-request", "not-done "], last.AsArray().Select(item => $"{item!["outcome"]} {item["reason"]}"));
    }

    [Fact]
    public async Task No_row_holds_a_name_or_what_somebody_typed()
    {
        var school = await api.SchoolAsync(Ct);
        var session = await PlanAsync(school);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        foreach (var learner in school.Learners)
        {
            var typed = Uri.EscapeDataString(learner.DisplayName);
            await lead.GetAsync($"/activity/schools/{school.Urn}/sessions/{session}/register?find={typed}&reason={typed}", Ct);
            await lead.GetAsync($"/activity/schools/{school.Urn}/activities/plan/{Guid.NewGuid()}/{typed}", Ct);
            await lead.GetAsync($"/activity/store/streams/{typed}/{typed}", Ct);
            await lead.GetAsync($"/activity/store/read-models/{typed}/rebuild", Ct);
        }

        await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct);
        var rows = await api.Surroundings.Database.ScalarAsync<string>("select string_agg(rows::text, ' ') from activity.audit_rows rows", Ct);

        Assert.Contains("register", rows, StringComparison.Ordinal);
        Assert.All(
            school.Learners.SelectMany(learner => learner.DisplayName.Split(' ')).Concat(["Gurdwara", "Test Cohesion lead"]),
            word => Assert.DoesNotContain(word, rows, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Killed in the middle of many views: of each that was answered there is a row, and the chain is whole.</summary>
    [Fact]
    public async Task A_power_cut_loses_no_record_of_what_was_shown()
    {
        const int urn = 124_900;
        await using var around = await Surroundings.CreateAsync(Ct);
        await using var service = await ServiceProcess<ActivityJson>.StartAsync(around, Ct);
        using var teacher = service.As(new Person(Role.Teacher, [urn]));
        var (shown, enough) = (0, new TaskCompletionSource());
        var views = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                while ((await teacher.GetAsync($"/api/v1/participation/{urn}/learners", Ct)).Status is HttpStatusCode.OK)
                {
                    if (Interlocked.Increment(ref shown) == 200)
                    {
                        enough.SetResult();
                    }
                }
            }
            catch (HttpRequestException)
            {
                // the lights went out
            }
        }).ToList();
        await enough.Task.WaitAsync(Ct);
        await service.KillAsync();
        await Task.WhenAll(views);

        await using var again = new ServiceUnderTest<ActivityJson> { Shared = around };
        await again.InitializeAsync();
        var (ledger, chain) = (again.Services.GetRequiredService<AuditLedger>(), again.Services.GetRequiredService<AuditChain>());
        var report = await VerifyAudit.CheckAsync(ledger, chain, $"{urn}", [], Ct);
        Assert.Empty(report.Breaks);
        Assert.True(report.Rows >= shown, $"{shown} were shown, {report.Rows} are on record.");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_page_says_what_it_shows_and_axe_finds_nothing(int width)
    {
        var school = await BusyAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Head, school.Urn), width);
        await page.GotoAsync($"/activity/schools/{school.Urn}/audit");
        Assert.Equal("The newest 25 entries about this school.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await PagesInABrowser.LookAsync(page, width, "audit");
        await page.GotoAsync($"/activity/schools/{school.Urn}/audit?did=refused");
        Assert.Equal("1 entry as chosen below, newest first.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await PagesInABrowser.LookAsync(page, width, "audit-refused");
        await page.GotoAsync($"/activity/schools/{school.Urn}/audit?did=exported&on-day=40");
        await PagesInABrowser.LookAsync(page, width, "audit-fault");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_works_without_script()
    {
        var school = await BusyAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Head, school.Urn), 390, javaScript: false);
        await page.GotoAsync($"/activity/schools/{school.Urn}/audit");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        Assert.Contains("older entries.", await page.Locator(".cohesion-lead").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("What they did").SelectOptionAsync("refused");
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("20");
        await page.GetByLabel("Month").FillAsync("11");
        await page.GetByLabel("Year", new() { Exact = true }).FillAsync("2026");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        Assert.Equal("1 entry as chosen below, newest first.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await page.GetByLabel("Why do you take the record away?").SelectOptionAsync("routine-check");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Download as a file" }).ClickAsync());
        Assert.Equal(2, (await File.ReadAllLinesAsync(await download.PathAsync(), Encoding.UTF8, Ct)).Length);
        await page.Context.CloseAsync();
    }

    private async Task<Guid> PlanAsync(School school)
    {
        using var lead = api.As(Role.CohesionLead, school.Urn);
        return (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Expect(HttpStatusCode.Created).Json["sessionIds"]![0]!.GetValue<Guid>();
    }

    /// <summary>A school of whose data somebody has seen more than a page holds, some of it special, and somebody was refused.</summary>
    private async Task<School> BusyAsync()
    {
        var school = await api.SchoolAsync(Ct);
        var session = await PlanAsync(school);
        using var teacher = api.As(Role.Teacher, school.Urn);
        using var governor = api.As(Role.Governor, school.Urn);
        for (var view = 0; view < 24; view++)
        {
            await teacher.GetAsync($"/activity/schools/{school.Urn}/today", Ct);
        }

        await governor.GetAsync($"/activity/schools/{school.Urn}/today", Ct);
        await teacher.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached/export", Ct);
        await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { Guid.NewGuid() } }, Ct);
        await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct);
        return school;
    }
}
