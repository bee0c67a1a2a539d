using System.Net;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

/// <summary>Who saw characteristics is on record; characteristics, names and UPNs are not.</summary>
public sealed class KeepingTheRecord(EquityApi api) : IClassFixture<EquityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Special_category_fields_that_were_seen_sent_or_taken_away_are_marked()
    {
        var urn = await api.SchoolAsync(Ct);
        var import = await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1), EquityApi.Row(2, year: "15")), apply: true, Ct);
        using var manager = api.As(Role.DataManager, urn);
        (await manager.GetAsync($"/equity/schools/{urn}/roll/imports/{import.ImportId}/faults.csv", Ct)).Expect(HttpStatusCode.OK);
        (await manager.GetAsync($"/equity/schools/{urn}/roll", Ct)).Expect(HttpStatusCode.OK);

        var items = (await manager.GetAsync($"/api/v1/equity/schools/{urn}/audit", Ct)).Expect(HttpStatusCode.OK).Json["items"]!.AsArray()
            .Select(item => $"{item!["act"]} {item["what"]} {item["special"]} {item["item"]}").ToList();

        Assert.Contains($"changed roll-import true {import.ImportId}", items);
        Assert.Contains($"exported roll-faults true {import.ImportId}", items);
        Assert.Contains("saw roll false ", items);
    }

    [Fact]
    public async Task No_row_holds_a_name_a_upn_a_date_of_birth_or_a_characteristic()
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(7, surname: "Quillfeather", forename: "Ottoline", ethnicity: "WROM")), apply: true, Ct);
        using var head = api.As(Role.Head, urn);
        foreach (var typed in new[] { "Quillfeather", EquityApi.UpnOf(7) })
        {
            await head.GetAsync($"/equity/schools/{urn}/reach?year={typed}&reason={typed}", Ct);
            await head.GetAsync($"/equity/store/streams/{typed}/{typed}", Ct);
        }

        var rows = await api.Surroundings.Database.ScalarAsync<string>("select string_agg(rows::text, ' ') from equity_monitoring.audit_rows rows", Ct);
        Assert.All(new[] { "Quillfeather", "Ottoline", EquityApi.UpnOf(7), "02/10/2016", "2016-10-02", "WROM" }, word => Assert.DoesNotContain(word, rows, StringComparison.OrdinalIgnoreCase));
    }
}
