using System.Text.Json.Nodes;
using Cohesion.Sample.Loading;
using Cohesion.Testing;

namespace Cohesion.EndToEnd;

/// <summary>A school's dashboard as the reporting API tells it to the head: how many sessions took place and how many learners were reached.</summary>
public sealed record Dashboard(int Urn, int Delivered, int Reached)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<Dashboard> OfAsync(Door door, int urn, CancellationToken ct)
    {
        var report = (await door.GetAsync(new("head", urn), $"/api/v1/reports/schools/{urn}", ct)).Body;
        var sessions = report?["sessions"]?.AsArray().FirstOrDefault(session => session!["facet"]!.GetValue<string>() == "all");
        return new Dashboard(urn, Number(sessions?["tookPlace"]), Number(report?["total"]?["numerator"]));
    }

    /// <summary>Waits until the dashboard shows that much more, and is then right, not more than right.</summary>
    public async Task GrowsByAsync(Door door, int delivered, int reached, CancellationToken ct)
    {
        var wished = this with { Delivered = Delivered + delivered, Reached = Reached + reached };
        var shown = await Eventually.GivesAsync(
            () => OfAsync(door, Urn, ct), now => now.Delivered >= wished.Delivered && now.Reached >= wished.Reached, $"the dashboard of {Urn} to show {wished}", ct, Patience);
        Assert.Equal(wished, shown);
    }

    private static int Number(JsonNode? node) => node?.GetValue<int>() ?? 0;
}
