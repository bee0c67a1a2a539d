using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Attack;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Releases;

public sealed class Figures_leave_in_releases(AreaInReleases area) : IClassFixture<AreaInReleases>
{
    private const string Authority = "/api/v1/reports/local-authorities/936?year=2026-27";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Three releases in the order that they happen; the last step is the attacker's, with every file that ever left.</summary>
    [Fact]
    public async Task And_whoever_keeps_them_all_cannot_subtract()
    {
        var folder = Directory.CreateTempSubdirectory("cohesion-releases-");
        using var officer = area.Officer;
        var (joined, reached) = (area.Counted.Keys.First(), area.Counted.Keys.Skip(1).ToList());
        Assert.Equal(HttpStatusCode.NotFound, (await PublicAsync(936)).Status);
        var both = await Task.WhenAll(officer.GetAsync(Authority, Ct), officer.GetAsync(Authority, Ct));
        Assert.Equal(both[0].Text, both[1].Text);
        Assert.Equal(1, await area.Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.releases where measure = 'reach'", Ct));
        var files = (await area.ExportAsync(folder.FullName, 1)).ToList();

        await area.CountAsync(joined, [area.Counted[joined][0], (area.Counted[joined][1].Some, area.Counted[joined][1].All + 1)]);
        Assert.Equal(both[0].Text, (await officer.GetAsync(Authority, Ct)).Text);

        foreach (var urn in reached)
        {
            await area.CountAsync(urn, [.. area.Counted[urn].Select(s => (s.Some + 9, s.All))]);
        }

        await area.NextReleaseAsync();
        var second = (await officer.GetAsync(Authority, Ct)).Json;
        Assert.Equal(Total(both[0].Json).Some + 18 * reached.Count, Total(second).Some);
        Assert.Equal(Total(both[0].Json).All, Total(second).All);
        Assert.Contains("1 school is told as in the release before", (await officer.GetAsync("/reports/local-authorities/936?year=2026-27", Ct)).Text);
        files.AddRange(await area.ExportAsync(folder.FullName, 2));

        await area.CountAsync(joined, [(26, 66), (15, 51)]);
        await area.CountAsync(reached[0], [(area.Counted[reached[0]][0].Some + 14, 60), (area.Counted[reached[0]][1].Some + 1, area.Counted[reached[0]][1].All)]);
        await area.NextReleaseAsync();
        files.AddRange(await area.ExportAsync(folder.FullName, 3));
        var told = new DashboardFiles(files);
        Assert.Equal([], told.SmallDifferences(5));
        Assert.Equal([], told.FoundOut(5));
        Assert.True(told.Gaps > 0);
        await The_public_is_told_rounded_numbers_of_what_has_left(Path.Combine(folder.FullName, "public.csv"));
        folder.Delete(recursive: true);
    }

    private async Task The_public_is_told_rounded_numbers_of_what_has_left(string file)
    {
        var csv = (await PublicAsync(936)).Expect(HttpStatusCode.OK).Text;
        await File.WriteAllTextAsync(file, csv, Ct);
        Assert.All(CsvTable.Read(file), row => Assert.All([row["numerator"], row["denominator"]], number => Assert.True(number is "c" or "z" || int.Parse(number) % 5 == 0)));
        Assert.DoesNotContain(area.Counted.Keys, urn => csv.Contains($"{urn}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await PublicAsync(850)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PublicAsync(936, "?year=2031-32")).Status);
    }

    private async Task<Reply> PublicAsync(int code, string query = "?year=2026-27")
    {
        using var anyone = area.Api.Anonymous();
        return await anyone.GetAsync($"/reports/public/local-authorities/{code}/reach.csv{query}", Ct);
    }

    private static (int Some, int All) Total(JsonNode report) => (report["total"]!["numerator"]!.GetValue<int>(), report["total"]!["denominator"]!.GetValue<int>());
}
