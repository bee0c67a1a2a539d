using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Api;

/// <summary>The administrator's view of the event store: how it is doing, streams, events, a rebuild, an event that is skipped.</summary>
public sealed class SeeingTheStore(ActivityApi api) : IClassFixture<ActivityApi>, IAsyncDisposable
{
    private const string Api = "/api/v1/activity/store";
    private const string Root = "/activity/store";
    private const string Rebuild = $"{Root}/read-models/year_ledger/rebuild";
    private const string Skip = $"{Root}/read-models/year_ledger/skip";

    public static TheoryData<Role> EveryoneElse => [.. Enum.GetValues<Role>().Where(role => role is not Role.Administrator)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_follows_says_how_far_it_has_come_and_who_follows()
    {
        await PlanAsync();
        await api.SettleAsync(Ct);
        using var administrator = api.As(Role.Administrator);

        var store = (await administrator.GetAsync(Api, Ct)).Expect(HttpStatusCode.OK).Json["store"]!;

        var head = await HeadAsync();
        Assert.Equal((head, 1), (store["head"]!.GetValue<long>(), store["replicas"]!.GetValue<int>()));
        Assert.Equal(["activity_calendar inline 0", "year_ledger async 1"], store["readModels"]!.AsArray().Select(model => $"{model!["name"]} {model["lifecycle"]} {model["followers"]!.AsArray().Count}"));
        foreach (var follower in new[] { store["readModels"]![1]!["followers"]![0]!, store["publisher"]! })
        {
            Assert.Equal((head, 0L, "thisReplica"), (follower["position"]!.GetValue<long>(), follower["lag"]!.GetValue<long>(), follower["followedBy"]!.GetValue<string>()));
            Assert.False(follower["cannotGoOn"]!.GetValue<bool>());
        }
    }

    [Fact]
    public async Task Streams_are_found_by_whose_they_are_how_they_begin_and_their_kind_a_page_at_a_time()
    {
        var (school, activity) = await PlanAsync(Enumerable.Range(1, 27).Select(day => (object)new { on = $"2027-05-{day:00}", starts = "13:15", ends = "14:30" }));
        using var administrator = api.As(Role.Administrator);

        var page = (await administrator.GetAsync($"{Api}/streams?tenant={school.Urn}", Ct)).Expect(HttpStatusCode.OK).Json;
        var rest = (await administrator.GetAsync($"{Api}/streams?tenant={school.Urn}&cursor={Uri.EscapeDataString(page["next"]!.GetValue<string>())}", Ct)).Json;
        Assert.Equal((25, 3), (page["items"]!.AsArray().Count, rest["items"]!.AsArray().Count));
        Assert.Null(rest["next"]);
        Assert.Equal(28, Ids(page).Concat(Ids(rest)).Distinct().Count());
        Assert.Contains($"activity-{activity}", Ids(page).Concat(Ids(rest)));

        var found = (await administrator.GetAsync($"{Api}/streams?tenant={school.Urn}&prefix=activity-&type=planned_activity", Ct)).Json;
        Assert.Equal([$"activity-{activity}"], Ids(found));
        Assert.Empty(Ids((await administrator.GetAsync($"{Api}/streams?tenant={school.Urn}&prefix=%25", Ct)).Json));
        Assert.Equal("invalid", (await administrator.GetAsync($"{Api}/streams?cursor=elsewhere", Ct)).Problem);
    }

    [Fact]
    public async Task An_event_is_told_without_what_it_says_except_in_development()
    {
        var (school, activity) = await PlanAsync();
        using var administrator = api.As(Role.Administrator);
        var path = $"/streams/{school.Urn}/activity-{activity}";

        var read = (await administrator.GetAsync(Api + path, Ct)).Expect(HttpStatusCode.OK).Json;
        var first = read["events"]![0]!;
        Assert.Equal(("activity_planned", 1, "person-cohesion-lead"), (first["event"]!["type"]!.GetValue<string>(), first["event"]!["version"]!.GetValue<int>(), first["event"]!["by"]!.GetValue<string>()));
        Assert.Equal("Year 5 visit to the Gurdwara", first["data"]!["plan"]!["title"]!.GetValue<string>());
        Assert.Equal("not-found", (await administrator.GetAsync($"{Api}/streams/{school.Urn}/activity-{Guid.NewGuid()}", Ct)).Problem);

        await using var live = new Live { Shared = api.Surroundings };
        await live.InitializeAsync();
        using var there = live.As(Role.Administrator);
        var told = (await there.GetAsync(Api + path, Ct)).Expect(HttpStatusCode.OK);
        var page = (await there.GetAsync(Root + path, Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(first["event"]!.ToJsonString(), told.Json["events"]![0]!["event"]!.ToJsonString());
        Assert.Null(told.Json["events"]![0]!["data"]);
        Assert.Contains("activity_planned", page.Text, StringComparison.Ordinal);
        Assert.All(new[] { told.Text, page.Text }, text => Assert.DoesNotContain("Gurdwara", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_model_is_rebuilt_in_the_background_once_and_every_replica_can_tell_how_it_goes()
    {
        await PlanAsync();
        await api.Surroundings.Database.ExecuteAsync("delete from activity.rebuilds", Ct);
        using var administrator = api.As(Role.Administrator);
        Assert.Contains("has not been rebuilt from this page before", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        Assert.Equal(Rebuild, (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect).Location);
        var done = await Eventually.GivesAsync(LastAsync, last => last["outcome"]!.GetValue<string>() == "done", "the rebuild ends", Ct);
        Assert.Equal(("person-administrator", await HeadAsync()), (done["startedBy"]!.GetValue<string>(), done["position"]!.GetValue<long>()));
        Assert.Contains("The last rebuild ended on 20 November 2026 at 2pm", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        await api.Surroundings.Database.ExecuteAsync("update activity.rebuilds set ended_at = null, position = 10, head = 40, started_by = 'person-elsewhere'", Ct);
        Assert.Equal("interrupted", (await LastAsync())["outcome"]!.GetValue<string>());
        Assert.Contains("was interrupted because its replica stopped", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        await using (await ElsewhereAsync())
        {
            Assert.Equal("running", (await LastAsync())["outcome"]!.GetValue<string>());
            (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect);
            Assert.Equal("person-elsewhere", (await LastAsync())["startedBy"]!.GetValue<string>());
            var page = (await administrator.GetAsync(Rebuild, Ct)).Text;
            Assert.Contains("10 of 40", page, StringComparison.Ordinal);
            Assert.Contains("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        }

        (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect);
        await Eventually.GivesAsync(LastAsync, last => last["outcome"]!.GetValue<string>() == "done", "the rebuild ends", Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.SubmitAsync($"{Root}/read-models/nothing/rebuild", [], Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"{Root}/read-models/Publisher/rebuild", Ct)).Status);

        async Task<JsonNode> LastAsync() => (await administrator.GetAsync(Api, Ct)).Json["rebuilds"]!.AsArray().Single()!;
    }

    [Fact]
    public async Task An_event_that_cannot_be_followed_is_skipped_with_a_reason_on_record()
    {
        using var administrator = api.As(Role.Administrator);
        var stuck = await BreakAsync();
        var position = stuck["next"]!["position"]!.GetValue<long>();
        var ask = $"{Skip}?position={position}";
        Assert.Contains("year_ledger cannot go on after event", (await administrator.GetAsync(Root, Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("will be without this event for ever", (await administrator.GetAsync(ask, Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        Assert.Contains("Enter why this event is skipped", (await administrator.SubmitAsync(Skip, [("position", $"{position}"), ("reason", " ")], Ct)).Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was skipped", (await administrator.SubmitAsync(Skip, [("position", $"{position - 1}"), ("reason", "Not this one")], Ct)).Expect(HttpStatusCode.Conflict).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await SkippedAsync(), skip => PositionOf(skip) == position);

        var answer = (await administrator.SubmitAsync(Skip, [("position", $"{position}"), ("reason", "Register of a day that never was")], Ct)).Expect(HttpStatusCode.Redirect);
        Assert.Equal($"{Root}?skipped={position}", answer.Location);
        Assert.Contains("year_ledger goes on without event", (await administrator.GetAsync(answer.Location!, Ct)).Text, StringComparison.Ordinal);
        await api.SettleAsync(Ct);
        var skipped = Assert.Single(await SkippedAsync(), skip => PositionOf(skip) == position)!;
        Assert.Equal(
            ("year_ledger", "Register of a day that never was", "person-administrator"),
            (skipped["readModel"]!.GetValue<string>(), skipped["reason"]!.GetValue<string>(), skipped["skippedBy"]!.GetValue<string>()));

        static long PositionOf(JsonNode? skip) => skip!["event"]!["position"]!.GetValue<long>();

        async Task<JsonArray> SkippedAsync() => (await administrator.GetAsync(Api, Ct)).Json["store"]!["skipped"]!.AsArray();
    }

    [Theory]
    [MemberData(nameof(EveryoneElse))]
    public async Task Nobody_but_the_administrator_sees_or_does_any_of_it(Role role)
    {
        var (school, activity) = await PlanAsync();
        using var person = api.As(role, school.Urn);
        var stream = $"/streams/{school.Urn}/activity-{activity}";
        foreach (var path in new[] { Api, $"{Api}/streams", Api + stream, Root, $"{Root}/streams", Root + stream, Rebuild, $"{Skip}?position=1" })
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await person.GetAsync(path, Ct)).Status));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await person.SubmitAsync(Rebuild, [], Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.SubmitAsync(Skip, [("position", "1"), ("reason", "Because")], Ct)).Status);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_page_is_usable_at_any_width(int width)
    {
        var (school, activity) = await PlanAsync();
        await api.SettleAsync(Ct);
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), width);

        await page.GotoAsync(Root);
        Assert.StartsWith("Everything has followed up to event", await page.Locator(".cohesion-lead").InnerTextAsync(), StringComparison.Ordinal);
        await PagesInABrowser.LookAsync(page, width, "store");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Look for a stream" }).ClickAsync();
        await PagesInABrowser.LookAsync(page, width, "streams");
        await page.GotoAsync($"{Root}/streams?tenant={school.Urn}&prefix=nothing");
        await PagesInABrowser.LookAsync(page, width, "streams-none");
        await page.GotoAsync($"{Root}/streams/{school.Urn}/activity-{activity}");
        await page.GetByText("More").First.ClickAsync();
        await PagesInABrowser.LookAsync(page, width, "stream");

        await BreakAsync();
        await page.GotoAsync(Root);
        Assert.Equal("1 of 2 followers cannot go on.", await page.Locator(".cohesion-lead").InnerTextAsync());
        await PagesInABrowser.LookAsync(page, width, "store-stuck");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "See what skipping this event means" }).ClickAsync();
        await PagesInABrowser.LookAsync(page, width, "skip");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Skip this event for good" }).ClickAsync();
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        await PagesInABrowser.LookAsync(page, width, "skip-refused");
        await page.GetByLabel("Why is it skipped?").FillAsync("Register of a day that never was");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Skip this event for good" }).ClickAsync();
        Assert.Contains("year_ledger goes on without event", await page.Locator(".govuk-notification-banner--success").InnerTextAsync(), StringComparison.Ordinal);
        await PagesInABrowser.LookAsync(page, width, "store-skipped");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_rebuild_is_asked_for_and_followed_with_and_without_script(int width)
    {
        await PlanAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), width);
        await page.GotoAsync(Rebuild);
        await PagesInABrowser.LookAsync(page, width, "rebuild");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Rebuild year_ledger" }).ClickAsync();
        await page.GetByText("The last rebuild ended on").WaitForAsync();
        await api.Surroundings.Database.ExecuteAsync("update activity.rebuilds set ended_at = null, position = 10, head = 40", Ct);
        var plain = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), width, javaScript: false);
        await using (await ElsewhereAsync())
        {
            foreach (var one in new[] { page, plain })
            {
                await one.GotoAsync(Rebuild);
                Assert.Contains("10 of 40", await one.Locator(".cohesion-progress").InnerTextAsync(), StringComparison.Ordinal);
            }

            await PagesInABrowser.LookAsync(page, width, "rebuild-running");
        }

        foreach (var one in new[] { page, plain })
        {
            await one.GetByText("was interrupted because its replica stopped").WaitForAsync();
        }

        await PagesInABrowser.LookAsync(page, width, "rebuild-interrupted");
        await plain.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Rebuild year_ledger" }).ClickAsync();
        await plain.GetByText("The last rebuild ended on").WaitForAsync();
        await plain.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>What a test broke is whole for the next.</summary>
    public async ValueTask DisposeAsync() =>
        await api.Surroundings.Database.ExecuteAsync("alter table activity.year_ledger drop constraint if exists broken", CancellationToken.None);

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(stream => stream!["id"]!.GetValue<string>());

    private Task<long> HeadAsync() => api.Surroundings.Database.ScalarAsync<long>("select max(seq_id) from activity.mt_events", Ct);

    private async Task<(School School, Guid Activity)> PlanAsync(IEnumerable<object>? sessions = null)
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit([.. sessions ?? []]), Ct)).Expect(HttpStatusCode.Created);
        return (school, planned.Json["activityId"]!.GetValue<Guid>());
    }

    /// <summary>Lets the ledger fail at the next register, and gives its follower once it cannot go on.</summary>
    private async Task<JsonNode> BreakAsync()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        using var administrator = api.As(Role.Administrator);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Json;
        await api.SettleAsync(Ct);
        await api.Surroundings.Database.ExecuteAsync($"alter table activity.year_ledger add constraint broken check (tenant_id <> '{school.Urn}') not valid", Ct);
        (await lead.PostAsync($"/api/v1/sessions/{planned["sessionIds"]![0]}/register", new { absent = Array.Empty<Guid>() }, Ct)).Expect(HttpStatusCode.OK);
        return await Eventually.GivesAsync(
            async () => (await administrator.GetAsync(Api, Ct)).Json["store"]!["readModels"]![1]!["followers"]![0]!, follower => follower["cannotGoOn"]!.GetValue<bool>(), "the ledger stands", Ct);
    }

    /// <summary>As long as it lasts, another replica rebuilds the ledger.</summary>
    private async Task<IAsyncDisposable> ElsewhereAsync()
    {
        var other = new Npgsql.NpgsqlConnection(api.Surroundings.Database.Superuser);
        await other.OpenAsync(Ct);
        await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(hashtextextended('activity.rebuild.year_ledger', 0))", other);
        await hold.ExecuteNonQueryAsync(Ct);
        return other;
    }

    /// <summary>The service as schools use it.</summary>
    private sealed class Live : ServiceUnderTest<ActivityJson>
    {
        protected override string Environment => "Production";
    }
}
