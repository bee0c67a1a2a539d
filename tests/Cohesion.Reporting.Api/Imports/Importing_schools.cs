using System.Net;
using System.Text;
using Cohesion.Contracts.Reporting;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Reporting.Api.Imports;

public sealed class Importing_schools(ReportingApi api) : IClassFixture<ReportingApi>
{
    private const string Lessons = "130101,310,Harrow,2001,Lessons School,Community school,Open,01-09-1990,,Primary,4,11,412,,Pinner";
    private const string Sport = "130102,310,Harrow,2002,Sport School,Academy converter,Open,,,Primary,4,11,200,HARROW TRUST,Harrow";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_what_would_change_before_it_changes_and_then_tells_everybody()
    {
        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        using var heard = await probe.HearAsync<SchoolListed>();
        var read = await api.ImportAsync(ReportingApi.Csv(ReportingApi.NamesHeader, Line(130201, "Zoë’s School"), Line(130202)), apply: false, Ct);
        Assert.Equal(("ready", 2, 2, 0), (Text(read, "status"), Number(read, "rows"), Number(read, "new"), Number(read, "faulty")));
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.schools where urn in (130201, 130202)", Ct));

        using var administrator = api.As(Role.Administrator);
        (await administrator.PostAsync($"/api/v1/school-imports/{Text(read, "importId")}/apply", null, Ct)).Expect(HttpStatusCode.Accepted);
        var told = await heard.FirstAsync(m => m.School.Urn == 130201, Ct);
        Assert.Equal(("Zoë’s School", 310, true, "3102001", 1), (told.Message.School.Name, told.Message.School.LaCode, told.Message.School.Open, told.Message.School.LaEstab, told.Message.School.Version));
    }

    [Fact]
    public async Task A_second_time_changes_nothing_and_a_newer_file_says_what_changed()
    {
        await api.ImportAsync(ReportingApi.Csv(ReportingApi.NamesHeader, Lessons, Sport), apply: true, Ct);
        var again = await api.ImportAsync(ReportingApi.Csv(ReportingApi.NamesHeader, Lessons, Sport), apply: true, Ct);
        Assert.Equal((0, 0, 2), (Number(again, "new"), Number(again, "changed"), Number(again, "unchanged")));
        Assert.Equal(2, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.mt_events where tenant_id in ('130101', '130102')", Ct));

        await using var probe = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        using var joined = await probe.HearAsync<SchoolJoinedTrust>();
        using var closed = await probe.HearAsync<SchoolClosed>();
        var newer = await api.ImportAsync(
            ReportingApi.Csv(ReportingApi.NamesHeader, Lessons.Replace("412,", "420,HARROW TRUST"), Sport.Replace("Open,,", "Closed,,31/08/2026")), apply: true, Ct);
        Assert.Equal((0, 2, 0), (Number(newer, "new"), Number(newer, "changed"), Number(newer, "unchanged")));
        var changes = newer.Json["changes"]!.AsArray().SelectMany(row => row!["changes"]!.AsArray().Select(c => $"{row["urn"]}: {c!["field"]} {c["from"]} → {c["to"]}"));
        Assert.Equal(["130101: Number of pupils 412 → 420", "130101: Trust  → HARROW TRUST", "130102: Status Open → Closed", "130102: Closed  → 31 August 2026"], changes);
        Assert.Equal(("harrow-trust", null), ((await joined.FirstAsync(m => m.School.Urn == 130101, Ct)).Message.School.TrustId, (string?)null));
        Assert.Equal((new DateOnly(2026, 8, 31), false), ((await closed.FirstAsync(m => m.School.Urn == 130102, Ct)).Message is var m ? (m.On, m.School.Open) : default));
    }

    [Fact]
    public async Task Every_faulty_row_is_listed_and_blocks_no_good_one()
    {
        var report = await api.ImportAsync(
            ReportingApi.Csv(
                ReportingApi.NamesHeader, Line(130301), "13030,310,Harrow,2001,A,Community school,Open,,,Primary,4,11,412,,Pinner", Line(130302).Replace("310", "31"),
                Line(130303).Replace(",Pinner", ""), Line(130304).Replace(",Pinner", ",\"Pinner"), Line(130301), Line(130305).Replace("Open,,", "Open,1/13/1990,"), Line(130306, "").Replace("412", "-4"), Line(130307),
                Line(130308).Replace("Open,", "Opened,"), Line(130309).Replace("Open,", ",")),
            apply: true, Ct);
        Assert.Equal((11, 2, 9), (Number(report, "rows"), Number(report, "new"), Number(report, "faulty")));
        Assert.Equal(
            ["3 URN", "4 LA (code)", "5 URN", "6 URN", "7 URN", "8 OpenDate", "9 EstablishmentName", "9 NumberOfPupils", "11 EstablishmentStatus (name)", "12 EstablishmentStatus (name)"],
            report.Json["faults"]!.AsArray().Select(f => $"{f!["line"]} {f["column"]}"));
        Assert.All(report.Json["faults"]!.AsArray(), f => Assert.NotEmpty(f!["reason"]!.GetValue<string>()));

        using var administrator = api.As(Role.Administrator);
        var csv = (await administrator.GetAsync($"/reports/school-imports/{Text(report, "importId")}/faults.csv", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(11, csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_file_without_its_columns_names_them_all_and_cannot_be_applied()
    {
        var report = await api.ImportAsync(Encoding.UTF8.GetBytes("URN,EstablishmentName\r\n130401,A\r\n"), apply: true, Ct);
        Assert.Equal("unreadable", Text(report, "status"));
        Assert.Equal(10, report.Json["faults"]!.AsArray().Count);
        using var administrator = api.As(Role.Administrator);
        Assert.Equal("import-unreadable", (await administrator.PostAsync($"/api/v1/school-imports/{Text(report, "importId")}/apply", null, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Real_schools_come_out_of_an_extract_in_Windows_1252_and_the_list_can_be_made_again_from_events()
    {
        var report = await api.ImportAsync(ReportingApi.Extract, apply: true, Ct);
        Assert.Equal((27, 0), (Number(report, "rows"), Number(report, "faulty")));
        const string rows = "select md5(string_agg(s::text, '|' order by urn)) from reporting.schools s";
        var live = await api.Surroundings.Database.ScalarAsync<string>(rows, Ct);
        await api.Services.GetRequiredService<Store>().RebuildAsync("schools", Ct);
        Assert.Equal(live, await api.Surroundings.Database.ScalarAsync<string>(rows, Ct));
    }

    [Fact]
    public async Task The_whole_real_file_and_the_header_with_codes_come_in_without_a_fault()
    {
        var folder = Path.Combine(Repository.Root, "..", "..", "shared", "data", "gias");
        folder = Directory.Exists(folder) ? folder : Path.Combine(Repository.Root, "..", "shared", "data", "gias");
        Assert.SkipUnless(Directory.Exists(folder), "The GIAS files of ../shared are not here: this test did not run.");
        var real = await api.ImportAsync(await File.ReadAllBytesAsync(Path.Combine(folder, "gias_surrey_hampshire_primary_20220420.csv"), Ct), apply: true, Ct);
        Assert.Equal((1096, 0), (Number(real, "rows"), Number(real, "faulty")));
        Assert.Equal(201_202, await api.Surroundings.Database.ScalarAsync<long>("select sum(number_of_pupils) from reporting.schools where la_code in (850, 936) and open", Ct));
        Assert.Equal(176, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from reporting.schools where la_code in (850, 936) and open and trust_id is not null", Ct));
        Assert.Equal(50, await api.Surroundings.Database.ScalarAsync<long>("select count(distinct trust_id) from reporting.schools where la_code in (850, 936) and open", Ct));
        var full = await api.ImportAsync(await File.ReadAllBytesAsync(Path.Combine(folder, "ebis_synthetic_gias_full_headers.csv"), Ct), apply: true, Ct);
        Assert.Equal((60, 0), (Number(full, "rows"), Number(full, "faulty")));
        Assert.Equal("2000", await api.Surroundings.Database.ScalarAsync<string>("select trust_id from reporting.schools where urn = 130000", Ct));
    }

    [Theory]
    [InlineData(Role.Head)]
    [InlineData(Role.DataManager)]
    [InlineData(Role.LaOfficer)]
    public async Task Is_for_administrators_only(Role role)
    {
        using var other = api.As(new Person(role, Schools: [130101], LocalAuthorities: [310]));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.UploadAsync("/api/v1/school-imports", "file", "a.csv", [1], Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/api/v1/school-imports/{Guid.NewGuid()}", Ct)).Status);
    }

    private static string Line(int urn, string name = "A School") => $"{urn},310,Harrow,2001,{name},Community school,Open,,,Primary,4,11,412,,Pinner";

    private static string Text(Reply reply, string name) => reply.Json[name]!.GetValue<string>();

    private static int Number(Reply reply, string name) => reply.Json[name]!.GetValue<int>();
}
