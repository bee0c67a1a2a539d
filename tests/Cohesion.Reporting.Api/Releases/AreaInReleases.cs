using System.Globalization;
using Cohesion.Contracts;
using Cohesion.Contracts.Access;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Reporting.Api.Releases;

/// <summary>Reporting on a day that a test sets; Surrey has decided to publish.</summary>
public sealed class ReportingOnADay : ReportingApi
{
    public StoppedClock Today { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    protected override TimeProvider? Clock => Today;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Disclosure:PublicAuthorities:0"] = "936" };
}

/// <summary>A few schools of Surrey whose learners are counted again and again, as those see them who may.</summary>
public sealed class AreaInReleases : IAsyncLifetime
{
    private const int Schools = 6;
    private long _version;
    private MessageProbe _probe = null!;

    public ReportingOnADay Api { get; } = new();

    /// <summary>By URN: of each sex, those who took part and all.</summary>
    public Dictionary<int, (int Some, int All)[]> Counted { get; } = [];

    public ApiClient Officer => Api.As(new Person(Role.LaOfficer, LocalAuthorities: [936]));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Api.InitializeAsync();
        await Api.ImportAsync(ReportingApi.Extract, apply: true, Ct);
        _probe = await MessageProbe.StartAsync(Api.Surroundings.VirtualHost, Ct);
        foreach (var urn in await Api.Surroundings.Database.ScalarAsync<int[]>($"select array(select urn from reporting.schools where open and la_code = 936 order by urn limit {Schools})", Ct))
        {
            Counted[urn] = [(20 + Counted.Count, 60), (15, 50 + Counted.Count)];
        }

        foreach (var urn in Counted.Keys)
        {
            await _probe.PublishAsync(new DataSharingAgreed(Guid.NewGuid(), urn, "la-936", ["reach"], new DateOnly(2025, 9, 1), null, Api.Today.Now), Ct);
            await CountAsync(urn, Counted[urn]);
        }

        await Eventually.IsTrueAsync(async () => await Api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.sharing_agreements", Ct) == Schools, "all agreements to have come", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>A school's count arrives; its head sees it.</summary>
    public async Task CountAsync(int urn, (int Some, int All)[] sexes)
    {
        Counted[urn] = sexes;
        var (some, all) = (sexes.Sum(s => s.Some), sexes.Sum(s => s.All));
        await _probe.PublishAsync(
            new MeasurePublished(urn, "2026/27", "reach", [new("all", "total", some, all), new("sex", "F", sexes[0].Some, sexes[0].All), new("sex", "M", sexes[1].Some, sexes[1].All)], ++_version, Api.Today.Now), Ct);
        using var head = Api.As(Role.Head, urn);
        await Eventually.GivesAsync(
            async () => (await head.GetAsync($"/api/v1/reports/schools/{urn}?year=2026-27", Ct)).Json["total"]!, total => total["numerator"]?.GetValue<int>() == some && total["denominator"]?.GetValue<int>() == all, "the head to see the count", Ct);
    }

    /// <summary>The next release day comes, somebody asks, and what may leave has left.</summary>
    public async Task NextReleaseAsync()
    {
        using var officer = Officer;
        var before = (await officer.GetAsync("/api/v1/reports/local-authorities/936?year=2026-27", Ct)).Json;
        Api.Today.Now = London.Moment(DateOnly.Parse(before["nextRelease"]!.GetValue<string>(), CultureInfo.InvariantCulture), new TimeOnly(9, 0));
        using var later = Officer;
        await Eventually.IsTrueAsync(
            async () => (await later.GetAsync("/api/v1/reports/local-authorities/936?year=2026-27", Ct)).Json["releasedAt"]!.GetValue<DateTimeOffset>() > before["releasedAt"]!.GetValue<DateTimeOffset>(), "the next release", Ct);
    }

    /// <summary>What the officer and the trusts' schools can be exported to, as files.</summary>
    public async Task<IReadOnlyList<string>> ExportAsync(string folder, int release)
    {
        using var officer = Officer;
        var files = new List<string>();
        foreach (var path in Counted.Keys.Select(urn => $"schools/{urn}").Append("local-authorities/936"))
        {
            files.Add(Path.Combine(folder, $"{release}-{path.Replace('/', '-')}.csv"));
            await File.WriteAllTextAsync(files[^1], (await officer.GetAsync($"/reports/{path}/export.csv?year=2026-27", Ct)).Text, Ct);
        }

        return files;
    }
}
