using System.Net;
using Cohesion.Contracts;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

public sealed class MeasuringReach(EquityApi api) : IClassFixture<EquityApi>
{
    private static readonly string Year = AcademicYear.Of(TimeProvider.System.GetUtcNow()).ToString();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_present_is_reached_and_told_by_group()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(20);
        await RecordAsync(urn, Guid.NewGuid(), learners[..8], version: 1);
        var told = (await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 8, Ct)).Message;
        Assert.Equal((Year, "reach", new MeasuredGroup("all", "total", 8, 20)), (told.AcademicYear, told.Measure, told.Groups[0]));
        Assert.Equal(20, told.Groups.Where(group => group.Breakdown == "sen_provision").Sum(group => group.Denominator));
        Assert.Equal(8, told.Groups.Where(group => group.Breakdown == "sen_provision").Sum(group => group.Numerator));
    }

    [Fact]
    public async Task A_later_version_of_a_session_replaces_the_earlier_and_an_older_one_changes_nothing()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(10);
        var session = Guid.NewGuid();
        await RecordAsync(urn, session, learners[..2], version: 5);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 2, Ct);
        await RecordAsync(urn, session, learners[..9], version: 4);
        await RecordAsync(urn, session, learners[..3], version: 6);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 3, Ct);
        Assert.DoesNotContain(measured.All, message => message.Message.Urn == urn && message.Message.Groups[0].Numerator == 9);
    }

    [Fact]
    public async Task An_activity_inside_the_school_reaches_nobody_and_a_message_twice_counts_once()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(10);
        await RecordAsync(urn, Guid.NewGuid(), learners, version: 1, communityBased: false);
        var (session, message) = (Guid.NewGuid(), Guid.NewGuid());
        await RecordAsync(urn, session, learners[..4], version: 1, messageId: message);
        await RecordAsync(urn, session, learners[..4], version: 1, messageId: message);
        Assert.Equal(new MeasuredGroup("all", "total", 4, 10), (await measured.FirstAsync(told => told.Urn == urn && told.Groups[0].Numerator > 0, Ct)).Message.Groups[0]);
    }

    [Fact]
    public async Task Who_leaves_is_counted_no_more_and_who_comes_back_is_again()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(10);
        await RecordAsync(urn, Guid.NewGuid(), learners, version: 1);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0] is { Numerator: 10, Denominator: 10 }, Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 8).Select(Pupil)), apply: true, Ct);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0] is { Numerator: 8, Denominator: 8 }, Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 10).Select(Pupil)), apply: true, Ct);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0] is { Numerator: 10, Denominator: 10 } && message.Version == 4, Ct);
    }

    [Fact]
    public async Task The_head_sees_exact_numbers_and_a_governor_is_told_by_reporting_only()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(60);
        await RecordAsync(urn, Guid.NewGuid(), learners[..30], version: 1);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 30, Ct);

        using var head = api.As(Role.Head, urn);
        var exact = (await head.GetAsync($"/api/v1/reach/{urn}?year={Year.Replace('/', '-')}", Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal((30, 60), (exact.Json["total"]!["reached"]!.GetValue<int>(), exact.Json["total"]!["learners"]!.GetValue<int>()));
        Assert.True(exact.Version > 0);
        Assert.Equal(4, Group(exact, "sen_provision", "E")["learners"]!.GetValue<int>());

        using var governor = api.As(Role.Governor, urn);
        foreach (var path in new[] { $"/api/v1/reach/{urn}", $"/equity/schools/{urn}/reach", $"/equity/schools/{urn}/reach.csv" })
        {
            (await governor.GetAsync(path, Ct)).Expect(HttpStatusCode.Forbidden);
        }

        var csv = (await head.GetAsync($"/equity/schools/{urn}/reach.csv", Ct)).Expect(HttpStatusCode.OK).Text;
        CsvCells.HoldNoFormula(csv);
        Assert.Contains("Special educational needs,\"Education, health and care plan\",", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_measures_rebuilt_from_the_events_are_the_measures()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(12);
        await RecordAsync(urn, Guid.NewGuid(), learners[..6], version: 1);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 6, Ct);
        // This school's rows only: another test of the class moves its school's events into the past by hand.
        var rows = $"select string_agg(r::text, '|' order by academic_year) from equity_monitoring.reach_measures r where tenant_id = '{urn}'";
        var before = await api.Surroundings.Database.ScalarAsync<string>(rows, Ct);
        await ((EventStore.Store)api.Services.GetService(typeof(EventStore.Store))!).RebuildAsync("reach_measures", Ct);
        Assert.Equal(before, await api.Surroundings.Database.ScalarAsync<string>(rows, Ct));
        Assert.NotNull(before);
    }

    [Fact]
    public async Task A_register_of_a_past_year_is_counted_against_the_roll_of_its_last_day()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, learners) = await SchoolWithRollAsync(10);
        var last = AcademicYear.Of(TimeProvider.System.GetUtcNow()).Previous;
        await api.Surroundings.Database.ExecuteAsync($"update equity_monitoring.mt_events set timestamp = timestamp - interval '1 year' where tenant_id = '{urn}'", Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 6).Select(Pupil)), apply: true, Ct);
        await RecordAsync(urn, Guid.NewGuid(), learners[..5], version: 1, year: last.ToString());
        Assert.Equal(10, (await measured.FirstAsync(message => message.Urn == urn && message.AcademicYear == last.ToString(), Ct)).Message.Groups[0].Denominator);
    }

    private static string Pupil(int number) => EquityApi.Row(number, sen: number % 15 == 0 ? "E" : number % 4 == 0 ? "K" : "N", sex: number % 2 == 0 ? "F" : "M", ethnicity: number % 3 == 0 ? "AIND" : "WBRI");

    private static System.Text.Json.Nodes.JsonNode Group(Reply reply, string breakdown, string group) =>
        reply.Json["breakdowns"]!.AsArray().Single(part => part!["breakdown"]!.GetValue<string>() == breakdown)!["groups"]!.AsArray().Single(part => part!["group"]!.GetValue<string>() == group)!;

    private async Task<(int Urn, Guid[] Learners)> SchoolWithRollAsync(int pupils)
    {
        var urn = await api.SchoolAsync(Ct);
        using var joined = await api.Probe.HearAsync<LearnersJoinedRoll>();
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, pupils).Select(Pupil)), apply: true, Ct);
        var told = await joined.FirstAsync(message => message.Urn == urn, Ct);
        return (urn, [.. told.Message.Learners.Select(learner => learner.LearnerId)]);
    }

    private Task RecordAsync(int urn, Guid session, Guid[] present, long version, bool communityBased = true, Guid? messageId = null, string? year = null) => api.Probe.PublishAsync(
        new ParticipationRecorded(Guid.NewGuid(), session, urn, year ?? Year, new(2026, 11, 20), communityBased, present, version, new(2026, 11, 20, 14, 0, 0, TimeSpan.Zero)), Ct, messageId);
}
