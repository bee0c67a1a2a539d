using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Contracts;
using Cohesion.Contracts.Access;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Dashboards;

/// <summary>What a trust or an authority sees of a school rests on the school's agreement, and ends with it.</summary>
public sealed class Sharing_figures(CountedArea area) : IClassFixture<CountedArea>
{
    private const string Surrey = "la-936";
    private const string OfSurrey = "/api/v1/reports/local-authorities/936?year=2026-27";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Today => London.Today(TimeProvider.System);

    [Fact]
    public async Task A_school_that_ends_its_agreement_is_in_no_number_of_the_authority_at_once_and_named_without_one()
    {
        var (urn, trust) = SchoolOfTrust();
        using var officer = Officer();
        var before = (await officer.GetAsync(OfSurrey, Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.Contains(urn, Urns(before, "schools"));
        Assert.DoesNotContain(urn, Urns(before, "notSharing"));

        await area.EndAsync(urn, Surrey);
        var after = (await Eventually.GivesAsync(() => officer.GetAsync(OfSurrey, Ct), answer => Urns(answer.Json, "notSharing").Contains(urn), "the authority to have heard", Ct)).Json;
        Assert.DoesNotContain(urn, Urns(after, "schools"));
        Assert.Equal(Urns(after, "schools").Count * 9, Sessions(after));
        // The sum without it is held against all that was told before; until that is done, and where it would tell too much, there is none.
        Assert.True(Total(after) is null || Total(after) == area.Sum(Urns(after, "schools"), "all", "total"));
        after = (await Eventually.GivesAsync(() => officer.GetAsync(OfSurrey, Ct), answer => ReleasedAt(answer.Json) > ReleasedAt(before), "the next release", Ct)).Json;
        Assert.DoesNotContain(urn, Urns(after, "schools"));
        Assert.True(Total(after) is null || Total(after) == area.Sum(Urns(after, "schools"), "all", "total"));
        (await officer.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.NotFound);
        (await officer.GetAsync($"/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.NotFound);
        (await officer.GetAsync($"/reports/schools/{urn}/export.csv?year=2026-27", Ct)).Expect(HttpStatusCode.NotFound);
        var row = Assert.Single((await officer.GetAsync("/reports/local-authorities/936/export.csv?year=2026-27", Ct)).Text.Split('\n'), line => line.Contains($",{urn},", StringComparison.Ordinal));
        Assert.Contains("No agreement to share", row, StringComparison.Ordinal);
        Assert.Contains("open school", (await officer.GetAsync("/reports/local-authorities/936?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        using var analyst = area.Api.As(new Person(Role.TrustAnalyst, Trusts: [trust]));
        (await analyst.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK);
        using var head = area.Api.As(Role.Head, urn);
        (await head.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK);

        // Its own page is there again; in the sum it is from the next release day on.
        await area.AgreeAsync(urn, Surrey);
        await Eventually.GivesAsync(() => officer.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct), answer => answer.Status is HttpStatusCode.OK, "the authority to have heard", Ct);
    }

    [Fact]
    public async Task Only_the_kinds_of_figures_that_are_agreed_are_seen()
    {
        var (urn, trust) = SchoolOfTrust(skip: 1);
        await area.EndAsync(urn, "trust-" + trust);
        await area.AgreeAsync(urn, "trust-" + trust, ["activities"]);
        using var analyst = area.Api.As(new Person(Role.TrustAnalyst, Trusts: [trust]));
        var path = $"/api/v1/reports/schools/{urn}?year=2026-27";
        var seen = (await Eventually.GivesAsync(() => analyst.GetAsync(path, Ct), answer => answer.Status == HttpStatusCode.OK && answer.Json["schoolsCounted"]!.GetValue<int>() == 0, "the trust to have heard", Ct)).Json;
        Assert.Null(seen["total"]!["numerator"]);
        Assert.Empty(seen["groups"]!.AsArray());
        Assert.Equal(9, Sessions(seen));
        Assert.Equal(0, seen["referrals"]!.AsArray().Single(state => state!["state"]!.GetValue<string>() == "total")!["count"]!.GetValue<int>());
        var whole = (await analyst.GetAsync($"/api/v1/reports/trusts/{trust}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.DoesNotContain(urn, Urns(whole, "schools"));
        Assert.Equal((Urns(whole, "schools").Count + 1) * 9, Sessions(whole));
    }

    [Fact]
    public async Task An_agreement_holds_from_its_first_day_to_its_last()
    {
        var urns = area.Counted.Keys.Where(urn => area.Bodies[urn].Contains(Surrey) && !area.Bodies[urn].Contains("trust-" + CountedArea.Trust)).Take(4).ToList();
        using var officer = Officer();
        foreach (var urn in urns)
        {
            await area.EndAsync(urn, Surrey);
        }

        await area.AgreeAsync(urns[0], Surrey, from: Today.AddDays(1));
        await area.AgreeAsync(urns[1], Surrey, until: Today.AddDays(-1));
        await area.AgreeAsync(urns[2], Surrey, from: Today, until: Today);
        await area.AgreeAsync(urns[3], "la-850");
        var seen = await Eventually.GivesAsync(
            () => officer.GetAsync(OfSurrey, Ct),
            answer => urns.Where(urn => Urns(answer.Json, "notSharing").Contains(urn)).SequenceEqual([urns[0], urns[1], urns[3]]), "only today's agreement to count", Ct);
        Assert.DoesNotContain(urns[2], Urns(seen.Json, "notSharing"));
    }

    [Fact]
    public async Task What_has_ended_stays_so_when_the_agreement_is_heard_of_late()
    {
        var (urn, _) = SchoolOfTrust(skip: 2);
        await area.EndAsync(urn, Surrey);
        var late = Guid.NewGuid();
        await area.Probe.PublishAsync(new DataSharingEnded(late, urn, Surrey, CountedArea.At), Ct);
        await Eventually.IsTrueAsync(async () => await CountAsync(late, "ended") == 1, "the end to be heard of", Ct);
        await area.Probe.PublishAsync(new DataSharingAgreed(late, urn, Surrey, ["reach"], new DateOnly(2025, 9, 1), null, CountedArea.At), Ct);
        await Eventually.IsTrueAsync(async () => await CountAsync(late, "agreed") == 1, "the agreement to be heard of", Ct);
        using var officer = Officer();
        (await officer.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Expect(HttpStatusCode.NotFound);
    }

    private (int Urn, string Trust) SchoolOfTrust(int skip = 0) => area.Counted.Keys.Where(urn => area.Bodies[urn].Contains("trust-" + CountedArea.Trust) && area.Bodies[urn].Contains(Surrey))
        .Skip(skip).Select(urn => (urn, CountedArea.Trust)).First();

    private ApiClient Officer() => area.Api.As(new Person(Role.LaOfficer, LocalAuthorities: [CountedArea.Surrey]));

    private Task<long> CountAsync(Guid agreement, string so) =>
        area.Api.Surroundings.Database.ScalarAsync<long>($"select count(*) from reporting.sharing_agreements where agreement_id = '{agreement}' and {so}", Ct);

    private static List<int> Urns(JsonNode report, string list) => [.. report[list]!.AsArray().Select(school => school!["urn"]!.GetValue<int>())];

    private static (int, int)? Total(JsonNode report) => report["total"]!["numerator"] is { } some ? (some.GetValue<int>(), report["total"]!["denominator"]!.GetValue<int>()) : null;

    private static DateTimeOffset ReleasedAt(JsonNode report) => report["releasedAt"]!.GetValue<DateTimeOffset>();

    private static int Sessions(JsonNode report) => report["sessions"]!.AsArray().Single(row => row!["facet"]!.GetValue<string>() == "all")!["tookPlace"]!.GetValue<int>();
}
