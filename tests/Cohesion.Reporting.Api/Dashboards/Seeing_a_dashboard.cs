using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Reporting.Imports;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Dashboards;

public sealed class Seeing_a_dashboard(CountedArea area) : IClassFixture<CountedArea>
{
    private static readonly string[] OfTrust = ["/reports/trusts/" + CountedArea.Trust, "/api/v1/reports/trusts/" + CountedArea.Trust];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_officer_sees_the_whole_authority_and_its_sum_is_right()
    {
        using var officer = area.Api.As(new Person(Role.LaOfficer, LocalAuthorities: [CountedArea.Surrey]));
        var report = (await officer.GetAsync("/api/v1/reports/local-authorities/936?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        var urns = report["schools"]!.AsArray().Select(s => s!["urn"]!.GetValue<int>()).ToList();
        Assert.Equal(report["schoolsCounted"]!.GetValue<int>(), urns.Count);
        Assert.Equal(area.Sum(urns, "all", "total"), Figure(report["total"]!));
        Assert.Equal(report["schools"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()), report["schools"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()).Order(StringComparer.CurrentCulture));
        foreach (var group in report["groups"]!.AsArray().Where(g => g!["figure"]!["numerator"] is not null))
        {
            Assert.Equal(area.Sum(urns, group!["breakdown"]!.GetValue<string>(), group["group"]!.GetValue<string>()), Figure(group["figure"]!));
        }

        Assert.Equal(urns.Count * 9, Sessions(report, "all")["tookPlace"]!.GetValue<int>());
        Assert.Equal(urns.Count, Sessions(report, "all")["cancelled"]!.GetValue<int>());
        Assert.Equal(urns.Count * 6, report["referrals"]!.AsArray().Single(r => r!["state"]!.GetValue<string>() == "total")!["count"]!.GetValue<int>());
    }

    [Fact]
    public async Task Trust_authority_and_school_pages_hide_the_same_cells_and_nothing_can_be_subtracted()
    {
        using var officer = area.Api.As(new Person(Role.LaOfficer, LocalAuthorities: [CountedArea.Surrey]));
        using var analyst = area.Api.As(new Person(Role.TrustAnalyst, Trusts: [CountedArea.Trust]));
        var trust = (await analyst.GetAsync(OfTrust[1] + "?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        var urns = trust["schools"]!.AsArray().Select(s => s!["urn"]!.GetValue<int>()).ToList();
        var bySchool = new Dictionary<int, JsonNode>();
        foreach (var urn in urns)
        {
            var seen = (await analyst.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK);
            Assert.Equal(seen.Text, (await officer.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Text);
            bySchool[urn] = seen.Json;
        }

        foreach (var group in trust["groups"]!.AsArray().Where(g => g!["figure"]!["numerator"] is not null))
        {
            var hidden = urns.Where(u => Find(bySchool[u], group!) is { } cell && cell["numerator"] is null).ToList();
            Assert.NotEqual(1, hidden.Count);
            var (numerator, denominator) = area.Sum(hidden, group!["breakdown"]!.GetValue<string>(), group["group"]!.GetValue<string>());
            Assert.True(hidden.Count == 0 || denominator >= 5, $"{group} gives {denominator} learners of {hidden.Count} schools away");
            Assert.False(numerator is > 0 and < 5 || (denominator - numerator) is > 0 and < 5, $"{group} gives {numerator} of {denominator} away");
        }

        Assert.Contains(bySchool.Values, s => s["groups"]!.AsArray().Any(g => g!["figure"]!["hidden"]?.GetValue<string>() == "tooFew" && g["figure"]!["reason"]!.GetValue<string>().Length > 0));
    }

    [Fact]
    public async Task The_school_itself_sees_exact_numbers_its_governors_do_not()
    {
        var urn = area.Counted.Keys.First();
        using var head = area.Api.As(Role.Head, urn);
        using var governor = area.Api.As(Role.Governor, urn);
        var exact = (await head.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.All(area.Counted[urn], g => Assert.True(g.Breakdown == "all" || Figure(Find(exact, g)!) == (g.Numerator, g.Denominator)));
        Assert.All(exact["groups"]!.AsArray(), g => Assert.Null(g!["figure"]!["hidden"]));
        var published = (await governor.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.All(
            published["groups"]!.AsArray().Where(g => g!["figure"]!["numerator"] is not null),
            g => Assert.False(Figure(g!["figure"]!) is { Denominator: < 5 } or { Numerator: > 0 and < 5 }));
        Assert.Contains(published["groups"]!.AsArray(), g => g!["figure"]!["hidden"] is not null);

        // How groups compare is worked out from what is told, so that it tells nothing else.
        Assert.All(published["groups"]!.AsArray().Where(g => g!["figure"]!["hidden"] is not null), g => Assert.Null(g!["comparison"]));
        var compared = published["groups"]!.AsArray().First(g => g!["comparison"]?["riskRatio"] is not null)!;
        var unknown = published["groups"]!.AsArray().SingleOrDefault(g => g!["breakdown"]!.GetValue<string>() == compared["breakdown"]!.GetValue<string>() && g["group"]!.GetValue<string>() == "unknown")?["figure"];
        var ((some, all), (totalSome, totalAll)) = (Figure(compared["figure"]!), Figure(published["total"]!));
        var (notSome, notAll) = unknown?["numerator"] is null ? (0, 0) : Figure(unknown);
        Assert.Equal((double)some / all / ((double)(totalSome - some - notSome) / (totalAll - all - notAll)), compared["comparison"]!["riskRatio"]!.GetValue<double>(), 1e-6);
        Assert.Contains("Compared with the others", (await governor.GetAsync($"/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        using var officer = area.Api.As(new Person(Role.LaOfficer, LocalAuthorities: [CountedArea.Surrey]));
        Assert.All((await officer.GetAsync("/api/v1/reports/local-authorities/936?year=2026-27", Ct)).Json["groups"]!.AsArray(), g => Assert.Null(g!["comparison"]));
    }

    [Theory]
    [InlineData("/reports/local-authorities/936/export.csv?year=2026-27")]
    [InlineData("/reports/trusts/learning-partners-academy-trust/export.csv?year=2026-27")]
    public async Task The_export_holds_exactly_what_the_page_shows(string address)
    {
        using var person = area.Api.As(address.Contains("trusts") ? new Person(Role.TrustAnalyst, Trusts: [CountedArea.Trust]) : new Person(Role.LaOfficer, LocalAuthorities: [CountedArea.Surrey]));
        var csv = (await person.GetAsync(address, Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal("text/csv; charset=utf-8", csv.ContentHeaders.ContentType?.ToString());
        var rows = Rows(csv.Text);
        var header = rows[0].ToList();
        string Cell(IReadOnlyList<string> row, string name) => row[header.IndexOf(name)];
        var report = (await person.GetAsync("/api/v1" + address.Replace("/export.csv", ""), Ct)).Json;
        var shown = report["groups"]!.AsArray().Select(g => g!["figure"]!).Concat(report["schools"]!.AsArray().Select(s => s!["figure"]!)).Append(report["total"]!)
            .Select(f => f["numerator"] is { } n ? $"{n} of {f["denominator"]}" : "c").Order(StringComparer.Ordinal);
        var exported = rows.Skip(1).Where(r => Cell(r, "measure") == "reach").Select(r => Cell(r, "numerator") == "c" ? "c" : $"{Cell(r, "numerator")} of {Cell(r, "denominator")}").Order(StringComparer.Ordinal);
        Assert.Equal(shown, exported);
        Assert.All(rows.Skip(1), r => Assert.Equal("202627", r[0]));

        var page = (await person.GetAsync(address.Replace("/export.csv", ""), Ct)).Expect(HttpStatusCode.OK).Text;
        foreach (var row in rows.Skip(1).Where(r => Cell(r, "measure") == "reach" && Cell(r, "breakdown_topic") == "Sex" && Cell(r, "numerator") != "c"))
        {
            Assert.Contains($"{int.Parse(Cell(row, "numerator")):#,0} of {int.Parse(Cell(row, "denominator")):#,0} learners", page);
        }
    }

    public static TheoryData<Role, string, HttpStatusCode> Doors() => new()
    {
        { Role.TrustAnalyst, OfTrust[0], HttpStatusCode.OK }, { Role.TrustAnalyst, OfTrust[1], HttpStatusCode.OK },
        { Role.TrustAnalyst, "/api/v1/reports/trusts/the-kite-academy-trust", HttpStatusCode.NotFound }, { Role.TrustAnalyst, "/api/v1/reports/trusts/no-such-trust", HttpStatusCode.NotFound },
        { Role.TrustAnalyst, "/api/v1/reports/local-authorities/936", HttpStatusCode.Forbidden }, { Role.LaOfficer, "/api/v1/reports/local-authorities/936", HttpStatusCode.OK },
        { Role.LaOfficer, "/api/v1/reports/local-authorities/850", HttpStatusCode.NotFound }, { Role.LaOfficer, OfTrust[1], HttpStatusCode.Forbidden },
        { Role.Head, OfTrust[1], HttpStatusCode.Forbidden }, { Role.Head, "/api/v1/reports/local-authorities/936", HttpStatusCode.Forbidden },
        { Role.Teacher, "/api/v1/reports/schools/{own}", HttpStatusCode.Forbidden }, { Role.PastoralLead, "/api/v1/reports/schools/{own}", HttpStatusCode.Forbidden },
        { Role.DataManager, "/api/v1/reports/schools/{own}", HttpStatusCode.Forbidden }, { Role.Administrator, "/api/v1/reports/schools/{own}", HttpStatusCode.Forbidden },
        { Role.Head, "/api/v1/reports/schools/{own}", HttpStatusCode.OK }, { Role.CohesionLead, "/api/v1/reports/schools/{own}", HttpStatusCode.OK }, { Role.Governor, "/api/v1/reports/schools/{own}", HttpStatusCode.OK },
        { Role.Head, "/api/v1/reports/schools/{other}", HttpStatusCode.NotFound }, { Role.Governor, "/api/v1/reports/schools/{other}", HttpStatusCode.NotFound }, { Role.Head, "/api/v1/reports/schools/999999", HttpStatusCode.NotFound },
        { Role.TrustAnalyst, "/api/v1/reports/schools/{own}", HttpStatusCode.OK }, { Role.TrustAnalyst, "/api/v1/reports/schools/{other}", HttpStatusCode.NotFound },
        { Role.LaOfficer, "/api/v1/reports/schools/{own}", HttpStatusCode.OK }, { Role.LaOfficer, "/api/v1/reports/schools/{hampshire}", HttpStatusCode.NotFound },
        { Role.TrustAnalyst, "/reports/schools", HttpStatusCode.OK }, { Role.Head, "/reports/schools", HttpStatusCode.Forbidden }, { Role.Teacher, "/reports/measures", HttpStatusCode.OK },
    };

    [Theory, MemberData(nameof(Doors))]
    public async Task Every_role_opens_its_own_doors_only(Role role, string address, HttpStatusCode expected)
    {
        var own = await UrnAsync($"trust_id = '{CountedArea.Trust}' and la_code = 936");
        var path = address.Replace("{own}", $"{own}").Replace("{other}", $"{await UrnAsync($"trust_id = '{CountedArea.OtherTrust}'")}").Replace("{hampshire}", $"{await UrnAsync("la_code = 850")}");
        using var person = area.Api.As(new Person(role, Schools: [own], Trusts: [CountedArea.Trust], LocalAuthorities: [CountedArea.Surrey]));
        Assert.Equal(expected, (await person.GetAsync(path, Ct)).Status);
    }

    [Fact]
    public async Task A_newer_count_replaces_an_older_one_whole_in_whatever_order_they_come()
    {
        var urn = await UrnAsync("la_code = 850 and open");
        using var head = area.Api.As(Role.Head, urn);
        MeasurePublished Count(long version, int some) => new(urn, "2025/26", "reach", [new("all", "total", some, 100), new("sex", "F", some / 2, 50), new("sex", "M", some - some / 2, 50)], version, CountedArea.At);
        var id = Guid.NewGuid();
        await area.Probe.PublishAsync(Count(7, 70), Ct, id);
        await area.Probe.PublishAsync(Count(7, 70), Ct, id);
        await area.Probe.PublishAsync(Count(6, 60), Ct);
        await area.Probe.PublishAsync(Count(8, 80), Ct);
        await Eventually.GivesAsync(
            async () => (await head.GetAsync($"/api/v1/reports/schools/{urn}?year=2025-26", Ct)).Json, json => json["total"]?["numerator"]?.GetValue<int>() == 80, "the newest count", Ct);
        await area.Probe.PublishAsync(Count(5, 50), Ct);
        await Eventually.IsTrueAsync(async () => await area.Api.Surroundings.Database.ScalarAsync<long>($"select count(*) from reporting.inbox where consumer = 'reporting-when-measure-published'", Ct) >= area.Counted.Count + 4, "all consumed", Ct);
        Assert.Equal(80, (await head.GetAsync($"/api/v1/reports/schools/{urn}?year=2025-26", Ct)).Json["total"]!["numerator"]!.GetValue<int>());
    }

    [Fact]
    public async Task Totals_of_sessions_are_what_counting_the_sessions_gives()
    {
        const string difference = """
            select count(*) from (
              (select academic_year, urn, facet, code, scheduled::bigint, delivered::bigint, cancelled::bigint, present from reporting.session_totals where scheduled + delivered + cancelled > 0)
              except
              (select s.academic_year, s.urn, f.facet, f.code, count(*) filter (where state = 'scheduled'), count(*) filter (where state = 'delivered'), count(*) filter (where state = 'cancelled'),
                      coalesce(sum(present) filter (where state = 'delivered'), 0)
               from reporting.sessions s, reporting.facets_of(s) f group by 1, 2, 3, 4)) d
            """;
        Assert.Equal(0, await area.Api.Surroundings.Database.ScalarAsync<long>(difference, Ct));
    }

    [Fact]
    public async Task A_year_nobody_can_read_is_a_fault_and_one_without_counts_teaches()
    {
        using var analyst = area.Api.As(new Person(Role.TrustAnalyst, Trusts: [CountedArea.Trust]));
        Assert.Equal(HttpStatusCode.BadRequest, (await analyst.GetAsync(OfTrust[1] + "?year=2026", Ct)).Status);
        Assert.Contains("Nothing is counted yet", (await analyst.GetAsync(OfTrust[0] + "?year=2024-25", Ct)).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Schools_are_listed_a_page_at_a_time_and_only_ones_own()
    {
        using var analyst = area.Api.As(new Person(Role.TrustAnalyst, Trusts: [CountedArea.Trust]));
        var mine = (await analyst.GetAsync("/api/v1/schools", Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.All(mine["items"]!.AsArray(), s => Assert.Equal(CountedArea.Trust, s!["trustId"]!.GetValue<string>()));
        Assert.Empty((await analyst.GetAsync("/api/v1/schools?trust=the-kite-academy-trust", Ct)).Json["items"]!.AsArray());
        using var administrator = area.Api.As(Role.Administrator);
        Assert.Equal(27, (await administrator.GetAsync("/api/v1/schools", Ct)).Json["items"]!.AsArray().Count);
    }

    private static List<IReadOnlyList<string>> Rows(string csv)
    {
        var lines = new CsvLines(new StringReader(csv));
        var rows = new List<IReadOnlyList<string>>();
        while (lines.Read() is { Fields: { } fields })
        {
            rows.Add(fields);
        }

        return rows;
    }

    private Task<int> UrnAsync(string where) => area.Api.Surroundings.Database.ScalarAsync<int>($"select urn from reporting.schools where {where} and open order by urn limit 1", Ct);

    private static (int Numerator, int Denominator) Figure(JsonNode figure) => (figure["numerator"]!.GetValue<int>(), figure["denominator"]!.GetValue<int>());

    private static JsonNode Sessions(JsonNode report, string facet) => report["sessions"]!.AsArray().Single(s => s!["facet"]!.GetValue<string>() == facet)!;

    private static JsonNode? Find(JsonNode report, JsonNode group) => Find(report, group["breakdown"]!.GetValue<string>(), group["group"]!.GetValue<string>());

    private static JsonNode? Find(JsonNode report, MeasuredGroup group) => Find(report, group.Breakdown, group.Group);

    private static JsonNode? Find(JsonNode report, string breakdown, string group) =>
        report["groups"]!.AsArray().SingleOrDefault(g => g!["breakdown"]!.GetValue<string>() == breakdown && g["group"]!.GetValue<string>() == group)?["figure"];
}
