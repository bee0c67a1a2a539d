using System.Net;
using System.Text;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EquityMonitoring.Roll;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

public sealed class ImportingARoll(EquityApi api) : IClassFixture<EquityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_roll_is_read_previewed_applied_and_told_of()
    {
        var urn = await api.SchoolAsync(Ct);
        using var joined = await api.Probe.HearAsync<LearnersJoinedRoll>();
        using var imported = await api.Probe.HearAsync<RollImported>();
        using var manager = api.As(Role.DataManager, urn);
        var sent = (await manager.UploadAsync($"/api/v1/rolls/{urn}/imports", "file", "roll.csv", EquityApi.File(EquityApi.Row(1), EquityApi.Row(2, form: "5C", forename: "Zoë")), Ct)).Expect(HttpStatusCode.Accepted);
        var read = await EquityApi.SettledAsync(manager, sent.Location!, Ct);
        Assert.Equal((RollImportStatus.Ready, new RollCounts(2, 0, 0, 0, 0, 0, 0, 0)), (read.Status, read.Counts));
        Assert.Equal(0, (await manager.GetAsync($"/api/v1/rolls/{urn}", Ct)).Read<RollSummary>().OnRoll);

        (await manager.PostAsync(sent.Location + "/apply", null, Ct)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(RollImportStatus.Applied, (await EquityApi.SettledAsync(manager, sent.Location!, Ct)).Status);
        Assert.Equal(2, (await manager.GetAsync($"/api/v1/rolls/{urn}", Ct)).Read<RollSummary>().OnRoll);

        var told = (await joined.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners;
        Assert.Equal([("Sam Lovell", "5", "5B"), ("Zoë Lovell", "5", "5C")], told.Select(learner => (learner.DisplayName, learner.YearGroup, learner.Form)).Order());
        Assert.Equal((2, 0), (await imported.FirstAsync(message => message.Urn == urn, Ct)).Message is var message ? (message.Joined, message.Faults) : default);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var urn = await api.SchoolAsync(Ct);
        var file = EquityApi.File(Enumerable.Range(1, 30).Select(pupil => EquityApi.Row(pupil)));
        await api.ImportAsync(urn, file, apply: true, Ct);
        var facts = await FactsAsync(urn);
        var again = await api.ImportAsync(urn, file, apply: true, Ct);
        Assert.Equal(new RollCounts(0, 0, 0, 0, 30, 0, 0, 0), again.Counts);
        Assert.Equal(facts, await FactsAsync(urn));
    }

    [Fact]
    public async Task Joiners_leavers_moves_changes_and_returners_are_told_apart()
    {
        var urn = await api.SchoolAsync(Ct);
        using var moved = await api.Probe.HearAsync<LearnersMoved>();
        using var left = await api.Probe.HearAsync<LearnersLeftRoll>();
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 10).Select(pupil => EquityApi.Row(pupil))), apply: true, Ct);
        string[] next = [.. Enumerable.Range(1, 5).Select(pupil => EquityApi.Row(pupil)), EquityApi.Row(6, form: "5C"), EquityApi.Row(7, forename: "Samira"), EquityApi.Row(8, ethnicity: "AIND"), EquityApi.Row(9, status: "P"), EquityApi.Row(11)];
        Assert.Equal(new RollCounts(1, 2, 1, 2, 5, 0, 0, 0), (await api.ImportAsync(urn, EquityApi.File(next), apply: true, Ct)).Counts);
        Assert.Equal(2, (await left.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners.Count);
        Assert.Equal(["Sam Lovell", "Samira Lovell"], (await moved.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners.Select(learner => learner.DisplayName).Order());
        Assert.Equal(new RollCounts(1, 0, 0, 0, 9, 0, 0, 0), (await api.ImportAsync(urn, EquityApi.File([.. next.Where(row => !row.EndsWith(",P", StringComparison.Ordinal)), EquityApi.Row(10)]), apply: true, Ct)).Counts);
    }

    [Fact]
    public async Task Every_fault_of_a_broken_roll_is_reported_and_all_good_rows_are_applied()
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 4).Select(pupil => EquityApi.Row(pupil, surname: $"Name{pupil}"))), apply: true, Ct);
        var good = EquityApi.Row(2, surname: "Name2");
        var import = await api.ImportAsync(urn, EquityApi.File(
            "Z" + EquityApi.Row(1, surname: "Name1")[1..],                              // 2: check letter; on roll, so kept
            good,                                                                       // 3
            EquityApi.Row(3, surname: "Name3").Replace("02/10/2016", "31/02/2016"),     // 4: no such day; kept
            EquityApi.Row(4, surname: "\"Name4"),                                       // 5: quotation mark; kept
            EquityApi.Row(5, surname: ""),                                              // 6: no surname
            EquityApi.Row(6) + ",extra",                                                // 7: too many cells
            "B801200005001,Only,Three",                                                 // 8: too few
            EquityApi.Row(7, year: "15", ethnicity: "BAME", sen: "Z", status: "Q"),     // 9: four faults
            EquityApi.Row(8),                                                           // 10: repeated below
            EquityApi.Row(8, forename: "Pam"),                                          // 11
            EquityApi.Row(9)), apply: true, Ct);                                        // 12
        Assert.Equal(new RollCounts(1, 0, 0, 0, 1, 3, 0, 9), import.Counts);

        using var manager = api.As(Role.DataManager, urn);
        var faults = (await manager.GetAsync($"/api/v1/rolls/{urn}/imports/{import.ImportId}/faults", Ct)).Expect(HttpStatusCode.OK).Read<List<Fault>>();
        Assert.Equal(
            [
                (2, "UPN", "upn-check-letter"), (4, "DOB", "date-unreadable"), (5, null, "wrong-quotation-mark"), (6, "Legal Surname", "name-missing"), (7, null, "too-many-cells"),
                (8, null, "too-few-cells"), (9, "Year", "year-group-unknown"), (9, "Ethnicity", "ethnicity-unknown"), (9, "SEN", "sen-unknown"), (9, "Enrolment Status", "enrolment-unknown"),
                (10, "UPN", "upn-repeated"), (11, "UPN", "upn-repeated"),
            ],
            faults.Select(fault => (fault.Line!.Value, fault.Column, fault.Code)));
        var csv = (await manager.GetAsync($"/equity/schools/{urn}/roll/imports/{import.ImportId}/faults.csv", Ct)).Expect(HttpStatusCode.OK).Text;
        Assert.Equal(13, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(5, (await manager.GetAsync($"/api/v1/rolls/{urn}", Ct)).Read<RollSummary>().OnRoll);
    }

    [Fact]
    public async Task Names_of_a_Windows_1252_file_keep_their_accents()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var urn = await api.SchoolAsync(Ct);
        using var joined = await api.Probe.HearAsync<LearnersJoinedRoll>();
        var text = Encoding.UTF8.GetString(EquityApi.File(EquityApi.Row(1, forename: "Zoë"), EquityApi.Row(2, forename: "Siân", surname: "O’Brien")));
        await api.ImportAsync(urn, Encoding.GetEncoding(1252).GetBytes(text), apply: true, Ct);
        Assert.Equal(["Siân O’Brien", "Zoë Lovell"], (await joined.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners.Select(learner => learner.DisplayName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_header_that_lacks_columns_is_refused_with_all_faults()
    {
        var urn = await api.SchoolAsync(Ct);
        var import = await api.ImportAsync(urn, Encoding.UTF8.GetBytes("Surname,Legal Surname,Colour\nA,B,C\n"), apply: true, Ct);
        Assert.Equal((RollImportStatus.Refused, "header-faults"), (import.Status, import.Refusal));
        using var manager = api.As(Role.DataManager, urn);
        var faults = (await manager.GetAsync($"/api/v1/rolls/{urn}/imports/{import.ImportId}/faults", Ct)).Read<List<Fault>>();
        Assert.Equal(["UPN", "Forename", "Date of birth", "Year group", "Surname"], faults.Select(fault => fault.Column));
    }

    [Fact]
    public async Task When_most_learners_would_leave_somebody_must_confirm()
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 10).Select(pupil => EquityApi.Row(pupil))), apply: true, Ct);
        var half = await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 4).Select(pupil => EquityApi.Row(pupil))), apply: true, Ct);
        Assert.Equal((RollImportStatus.Ready, true), (half.Status, half.NeedsConfirmation));
        using var manager = api.As(Role.DataManager, urn);
        var path = $"/api/v1/rolls/{urn}/imports/{half.ImportId}";
        Assert.Equal("many-leavers", (await manager.PostAsync(path + "/apply", new { }, Ct)).Expect(HttpStatusCode.Conflict).Problem);
        (await manager.PostAsync(path + "/apply", new { confirmLeavers = true }, Ct)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(6, (await EquityApi.SettledAsync(manager, path, Ct)).Counts.Leavers);
    }

    [Fact]
    public async Task A_preview_ends_when_another_file_is_applied_first()
    {
        var urn = await api.SchoolAsync(Ct);
        var first = await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1)), apply: false, Ct);
        await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(2)), apply: true, Ct);
        using var manager = api.As(Role.DataManager, urn);
        Assert.Equal("roll-import-superseded", (await manager.PostAsync($"/api/v1/rolls/{urn}/imports/{first.ImportId}/apply", null, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task The_same_request_twice_is_one_import()
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        var replies = new List<Reply>();
        for (var time = 0; time < 2; time++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/rolls/{urn}/imports") { Content = new ByteArrayContent(EquityApi.File(EquityApi.Row(1))) { Headers = { ContentType = new("text/csv") } } };
            request.Headers.Add("Idempotency-Key", "september-roll");
            replies.Add((await manager.SendAsync(request, Ct)).Expect(HttpStatusCode.Accepted));
        }

        Assert.Equal(replies[0].Location, replies[1].Location);
    }

    [Fact]
    public async Task What_is_no_roll_is_refused_at_the_door()
    {
        var urn = await api.SchoolAsync(Ct);
        using var manager = api.As(Role.DataManager, urn);
        foreach (var (file, code) in new (byte[], string)[] { ([], "file-empty"), ([0x50, 0x4B, 3, 4, 20, 0], "file-not-text") })
        {
            var reply = (await manager.UploadAsync($"/api/v1/rolls/{urn}/imports", "file", "roll.xlsx", file, Ct)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal(code, reply.Json["errors"]![0]!["code"]!.GetValue<string>());
        }

        Assert.Equal("school-closed", (await SendToAsync(await ClosedSchoolAsync())).Json["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("school-not-listed", (await SendToAsync(999_999)).Expect(HttpStatusCode.NotFound).Problem);
    }

    [Fact]
    public async Task No_event_and_no_message_holds_who_a_learner_is_or_their_characteristics_leave()
    {
        var urn = await api.SchoolAsync(Ct);
        using var joined = await api.Probe.HearAsync<LearnersJoinedRoll>();
        await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1, surname: "Featherstonehaugh", ethnicity: "WROM", sen: "E")), apply: true, Ct);
        var message = await joined.FirstAsync(heard => heard.Urn == urn, Ct);
        Assert.DoesNotContain("WROM", System.Text.Json.JsonSerializer.Serialize(message.Message), StringComparison.Ordinal);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>(
            $"select count(*) from equity_monitoring.mt_events where tenant_id = '{urn}' and (data::text like '%Featherstonehaugh%' or data::text like '%WROM%' or data::text like '%\"sen\"%' or data::text like '%{EquityApi.UpnOf(1)}%' or data::text like '%2016-10-02%')", Ct));
    }

    [Fact]
    public async Task When_a_learners_key_is_destroyed_the_roll_made_anew_says_nothing_of_them_and_everything_of_others()
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1, ethnicity: "WROM", sen: "E"), EquityApi.Row(2, ethnicity: "AIND", sen: "K")), apply: true, Ct);
        var store = api.Services.GetRequiredService<EventStore.Store>();
        var learner = await api.Surroundings.Database.ScalarAsync<Guid>($"select learner_id from equity_monitoring.learner_identities where tenant_id = '{urn}' and upn = '{EquityApi.UpnOf(1)}'", Ct);
        Assert.True(await store.EraseAsync(EventStore.Tenant.Of(urn), new LearnerId(learner).Subject, Ct));
        await store.RebuildAsync("current_roll", Ct);
        Assert.Equal("AIND K|- -", await api.Surroundings.Database.ScalarAsync<string>(
            $"select string_agg(coalesce(ethnicity, '-') || ' ' || coalesce(sen, '-'), '|' order by ethnicity) from equity_monitoring.current_roll where tenant_id = '{urn}' and year_group = '5'", Ct));
    }

    [Fact]
    public async Task The_roll_rebuilt_from_the_events_is_the_roll()
    {
        var urn = await api.SchoolAsync(Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(1, 20).Select(pupil => EquityApi.Row(pupil))), apply: true, Ct);
        await api.ImportAsync(urn, EquityApi.File(Enumerable.Range(3, 20).Select(pupil => EquityApi.Row(pupil, form: pupil % 2 == 0 ? "5C" : "5B", ethnicity: pupil % 3 == 0 ? "BSOM" : "WBRI"))), apply: true, Ct);
        // This school's rows only: other tests of the class age theirs by hand.
        var roll = $"select string_agg(r::text, '|' order by learner_id) from equity_monitoring.current_roll r where tenant_id = '{urn}'";
        var imports = $"select string_agg(r::text, '|' order by import_id) from equity_monitoring.roll_imports r where tenant_id = '{urn}'";
        var before = (await api.Surroundings.Database.ScalarAsync<string>(roll, Ct), await api.Surroundings.Database.ScalarAsync<string>(imports, Ct));
        var store = (EventStore.Store)api.Services.GetService(typeof(EventStore.Store))!;
        await store.RebuildAsync("current_roll", Ct);
        await store.RebuildAsync("roll_imports", Ct);
        Assert.Equal(before, (await api.Surroundings.Database.ScalarAsync<string>(roll, Ct), await api.Surroundings.Database.ScalarAsync<string>(imports, Ct)));
        Assert.Contains("5B", before.Item1, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_applied_is_forgotten_in_time()
    {
        var urn = await api.SchoolAsync(Ct);
        var import = await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1), "Z" + EquityApi.Row(2)[1..]), apply: false, Ct);
        await api.Surroundings.Database.ExecuteAsync($"update equity_monitoring.roll_imports set uploaded_at = uploaded_at - interval '100 days' where import_id = '{import.ImportId}'", Ct);
        await api.Services.GetServices<IHostedService>().OfType<LapseImports>().Single().SweepAsync(Ct);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>(
            $"select (select count(*) from equity_monitoring.roll_rows where import_id = '{import.ImportId}') + (select count(*) from equity_monitoring.roll_faults where import_id = '{import.ImportId}') + (select count(*) from equity_monitoring.roll_hints where import_id = '{import.ImportId}')", Ct));
        using var manager = api.As(Role.DataManager, urn);
        Assert.Equal("roll-import-lapsed", (await manager.PostAsync($"/api/v1/rolls/{urn}/imports/{import.ImportId}/apply", null, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    private Task<long> FactsAsync(int urn) => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from equity_monitoring.mt_events where tenant_id = '{urn}' and stream_id like 'learner-%'", Ct);

    private async Task<int> ClosedSchoolAsync() => await api.SchoolAsync(Ct, open: false);

    private async Task<Reply> SendToAsync(int urn)
    {
        using var manager = api.As(Role.DataManager, urn);
        return await manager.UploadAsync($"/api/v1/rolls/{urn}/imports", "file", "roll.csv", EquityApi.File(EquityApi.Row(1)), Ct);
    }
}
