using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Cohesion.EndToEnd.CountedDashboard;

namespace Cohesion.EndToEnd;

/// <summary>The tables of a dashboard's page, as they are read: a hidden cell says that it is, and holds no number.</summary>
internal sealed class DashboardTables(Dictionary<string, string[][]> rows)
{
    private const string Hidden = "too few to show";
    private const string Read = "() => JSON.stringify(Object.fromEntries([...document.querySelectorAll('main table[id]')].map(table => [table.id, "
        + "[...table.tBodies[0].rows].map(row => [...row.cells].map(cell => (cell.querySelector('summary') ?? cell).textContent.trim()))])))";

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static async Task<DashboardTables> OfAsync(IPage page) => new(JsonSerializer.Deserialize<Dictionary<string, string[][]>>(await page.EvaluateAsync<string>(Read))!);

    /// <summary>Row by row the numbers of the files, hidden where the answer hides them.</summary>
    public void Show(CountedDashboard counted, JsonNode answer)
    {
        foreach (var group in All(answer, "groups"))
        {
            var (numerator, denominator) = counted.Groups[Name(group, "breakdown", "group")];
            var row = Row($"reach-{Name(group, "breakdown").Replace('_', '-')}", group);
            if (group["figure"]!["hidden"] is not null)
            {
                Assert.Equal([Hidden, "–", "–"], row[1..4]);
                Assert.All(row[4..], cell => Assert.Equal("Not compared", cell));
            }
            else
            {
                Assert.StartsWith($"{Number(numerator)} of {Number(denominator)} learner", row[1], StringComparison.Ordinal);
            }
        }

        foreach (var school in All(answer, "schools"))
        {
            var (numerator, denominator) = counted.Schools[Name(school, "urn")].Reach["all"]["total"];
            var row = rows["schools"].Single(r => r[0] == Name(school, "name"));
            Assert.Equal(school["figure"]!["hidden"] is null ? Number(denominator) : "hidden too", row[2]);
            Assert.StartsWith(school["figure"]!["hidden"] is null ? $"{Number(numerator)} (" : Hidden, row[1], StringComparison.Ordinal);
        }

        foreach (var session in All(answer, "sessions").Where(s => Name(s, "facet") is "strand" or "dimension"))
        {
            var held = counted.Sessions(Name(session, "facet", "code"));
            Assert.Equal([Number(held.TookPlace), Number(held.Planned), Number(held.Cancelled)], Row($"sessions-{Name(session, "facet")}", session)[1..]);
        }

        foreach (var state in All(answer, "referrals").Where(r => Name(r, "state") is not ("total" or "decided" or "in-time")))
        {
            Assert.Equal(state["hidden"] is null ? Number(counted.Referrals(Name(state, "state"))) : Hidden, Row("referrals", state)[1]);
        }
    }

    private string[] Row(string table, JsonNode labelled) => rows[table].Single(row => row[0] == labelled["label"]!.GetValue<string>());

    private static string Number(int number) => number.ToString("#,0", English);
}
