using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;
using static Cohesion.Activity.Api.StoreOfActivity;

namespace Cohesion.Activity.Api;

/// <summary>The administrator has a read model made anew, and everybody can tell how it goes.</summary>
public sealed class RebuildingAReadModel(ActivityApi api) : IClassFixture<ActivityApi>
{
    private readonly StoreOfActivity given = new(api);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_model_is_rebuilt_in_the_background_once_and_every_replica_can_tell_how_it_goes()
    {
        await given.PlanAsync();
        await api.Surroundings.Database.ExecuteAsync("delete from activity.rebuilds", Ct);
        using var administrator = api.As(Role.Administrator);
        Assert.Contains("has not been rebuilt from this page before", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        Assert.Equal(Rebuild, (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect).Location);
        var done = await Eventually.GivesAsync(LastAsync, last => last["outcome"]!.GetValue<string>() == "done", "the rebuild ends", Ct);
        Assert.Equal(("person-administrator", await given.HeadAsync()), (done["startedBy"]!.GetValue<string>(), done["position"]!.GetValue<long>()));
        Assert.Contains("The last rebuild ended on 20 November 2026 at 2pm", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        await api.Surroundings.Database.ExecuteAsync("update activity.rebuilds set ended_at = null, position = 10, head = 40, started_by = 'person-elsewhere'", Ct);
        await IsInterruptedAsync();
        Assert.Contains("was interrupted because its replica stopped", (await administrator.GetAsync(Rebuild, Ct)).Text, StringComparison.Ordinal);

        await using (await given.ElsewhereAsync())
        {
            Assert.Equal("running", (await LastAsync())["outcome"]!.GetValue<string>());
            (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect);
            Assert.Equal("person-elsewhere", (await LastAsync())["startedBy"]!.GetValue<string>());
            var page = (await administrator.GetAsync(Rebuild, Ct)).Text;
            Assert.Contains("10 of 40", page, StringComparison.Ordinal);
            Assert.Contains("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        }

        await IsInterruptedAsync();
        (await administrator.SubmitAsync(Rebuild, [], Ct)).Expect(HttpStatusCode.Redirect);
        await Eventually.GivesAsync(LastAsync, last => last["outcome"]!.GetValue<string>() == "done", "the rebuild ends", Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.SubmitAsync($"{Root}/read-models/nothing/rebuild", [], Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync($"{Root}/read-models/Publisher/rebuild", Ct)).Status);

        // PostgreSQL frees the lock of a session a moment after that has ended.
        Task<JsonNode> IsInterruptedAsync() => Eventually.GivesAsync(LastAsync, last => last["outcome"]!.GetValue<string>() == "interrupted", "nobody rebuilds any more", Ct);

        async Task<JsonNode> LastAsync() => (await administrator.GetAsync(ApiRoot, Ct)).Json["rebuilds"]!.AsArray().Single()!;
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_rebuild_is_asked_for_and_followed_with_and_without_script(int width)
    {
        await given.PlanAsync();
        var page = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), width);
        await page.GotoAsync(Rebuild);
        await PagesInABrowser.LookAsync(page, width, "rebuild");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Rebuild year_ledger" }).ClickAsync();
        await page.GetByText("The last rebuild ended on").WaitForAsync();
        await api.Surroundings.Database.ExecuteAsync("update activity.rebuilds set ended_at = null, position = 10, head = 40", Ct);
        var plain = await Browser.OpenAsync(api.Address, api.Tokens.TokenFor(Role.Administrator), width, javaScript: false);
        await using (await given.ElsewhereAsync())
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
}
