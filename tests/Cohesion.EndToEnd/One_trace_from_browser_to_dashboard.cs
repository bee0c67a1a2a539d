using Cohesion.Testing;

namespace Cohesion.EndToEnd;

/// <summary>A register saved in a browser can be followed through RabbitMQ to the figure on the dashboard, by one trace id.</summary>
public sealed class One_trace_from_browser_to_dashboard(Town town)
{
    private static readonly string[] Services = ["activity", "equity-monitoring", "reporting"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_saved_register_leaves_spans_in_every_service_it_passes()
    {
        await town.LoadedAsync();
        var visit = await VisitOfAClass.PlanAsync(town, town.Hampshire.Urns()[0], 5, Ct);
        var traceId = Guid.NewGuid().ToString("N");
        var page = await Browser.OpenAsync(town.Site.Address, await town.Door.TokenAsync(new("teacher", visit.Urn), Ct), width: 390, javaScript: false);
        try
        {
            await page.GotoAsync($"/activity/schools/{visit.Urn}/sessions/{visit.Sessions[0]}/register");
            await page.Context.SetExtraHTTPHeadersAsync([new("traceparent", $"00-{traceId}-00f067aa0ba902b7-01")]);
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save register" }).ClickAsync();
            await visit.EveryoneIsReachedAsync(Ct);
            await Eventually.GivesAsync(
                () => Task.FromResult(town.Traces.ServicesOf(traceId, Services)), seen => seen.IsSupersetOf(Services), $"spans of trace {traceId}", Ct, TimeSpan.FromSeconds(30));
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }
}
