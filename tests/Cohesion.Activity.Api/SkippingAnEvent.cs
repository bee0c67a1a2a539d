using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;
using static Cohesion.Activity.Api.StoreOfActivity;

namespace Cohesion.Activity.Api;

/// <summary>The administrator lets what cannot go on pass an event, with a reason, on record.</summary>
public sealed class SkippingAnEvent(ActivityApi api) : IClassFixture<ActivityApi>, IAsyncDisposable
{
    private readonly StoreOfActivity given = new(api);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_cannot_be_followed_is_skipped_with_a_reason_on_record()
    {
        using var administrator = api.As(Role.Administrator);
        var stuck = await given.BreakAsync();
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

        async Task<JsonArray> SkippedAsync() => (await administrator.GetAsync(ApiRoot, Ct)).Json["store"]!["skipped"]!.AsArray();
    }

    [Fact]
    public async Task An_event_that_cannot_be_published_is_skipped_in_the_same_way()
    {
        const string SkipByPublisher = $"{Root}/read-models/Publisher/skip";
        using var administrator = api.As(Role.Administrator);
        await api.SettleAsync(Ct);
        await api.Surroundings.Database.ExecuteAsync(
            """
            create function activity.spoil() returns trigger language plpgsql as $$ begin new.data := '{"plan": "of no shape"}'; return new; end $$;
            create trigger spoil before insert on activity.mt_events for each row when (new.type = 'activity_planned') execute function activity.spoil()
            """,
            Ct);
        await given.PlanAsync();
        var publisher = await Eventually.GivesAsync(PublisherAsync, follower => follower["cannotGoOn"]!.GetValue<bool>(), "the publisher stands", Ct);
        var position = publisher["next"]!["position"]!.GetValue<long>();

        Assert.Contains("The publisher cannot go on after event", (await administrator.GetAsync(Root, Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("Other services will never hear of this event", (await administrator.GetAsync($"{SkipByPublisher}?position={position}", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await administrator.SubmitAsync(SkipByPublisher, [("position", $"{position}"), ("reason", "Spoilt by hand")], Ct)).Expect(HttpStatusCode.Redirect);
        await api.SettleAsync(Ct);

        var skipped = (await administrator.GetAsync(ApiRoot, Ct)).Json["store"]!["skipped"]!.AsArray();
        Assert.Contains(skipped, skip => skip!["readModel"]!.GetValue<string>() == "Publisher" && skip["event"]!["position"]!.GetValue<long>() == position);

        async Task<JsonNode> PublisherAsync() => (await administrator.GetAsync(ApiRoot, Ct)).Json["store"]!["publisher"]!;
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Every_page_is_usable_at_any_width(int width)
    {
        var (school, activity) = await given.PlanAsync();
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

        await given.BreakAsync();
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

    /// <summary>What a test broke is whole for the next.</summary>
    public async ValueTask DisposeAsync() =>
        await api.Surroundings.Database.ExecuteAsync("alter table activity.year_ledger drop constraint if exists broken; drop function if exists activity.spoil cascade", CancellationToken.None);
}
