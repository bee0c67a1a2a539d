using System.Net;
using Cohesion.Contracts;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.EventStore;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

/// <summary>Records are kept by a schedule, held, restricted, copied and erased; erased learners do not come back, not even with a backup.</summary>
public sealed class LettingGoOfLearners(EquityApi api) : IClassFixture<EquityApi>
{
    private static readonly string Year = AcademicYear.Of(TimeProvider.System.GetUtcNow()).ToString();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_due_is_told_by_the_schools_own_schedule()
    {
        var (urn, left, stayed) = await SchoolThatOneLeftAsync();
        using var head = api.As(Role.Head, urn);
        var before = (await head.GetAsync(Records(urn), Ct)).Expect(HttpStatusCode.OK);
        // Born on 2 October 2016: the IRMS toolkit keeps the record until 2 October 2041.
        Assert.Equal((1, 0, "2041-10-02"), (Number(before, "kept"), Number(before, "due"), before.Json["nextOn"]!.GetValue<string>()));

        var changed = (await head.PutAsync($"/api/v1/equity/schools/{urn}/retention/learner", new { untilAge = 5, yearsAfterLeaving = 0, authority = "governors" }, Ct)).Expect(HttpStatusCode.OK);
        Assert.Contains("\"untilAge\":5", changed.Text, StringComparison.Ordinal);

        var after = (await head.GetAsync(Records(urn), Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 1, left.ToString()), (Number(after, "kept"), Number(after, "due"), after.Json["records"]![0]!["learnerId"]!.GetValue<string>()));
        Assert.DoesNotContain(stayed.ToString(), after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_cannot_be_names_every_fault()
    {
        var urn = await api.SchoolAsync(Ct);
        using var head = api.As(Role.Head, urn);
        var refused = (await head.PutAsync($"/api/v1/equity/schools/{urn}/retention/learner", new { untilAge = 900, yearsAfterLeaving = -3, authority = "nobody" }, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["untilAge", "yearsAfterLeaving", "authority"], refused.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()));
        (await head.PutAsync($"/api/v1/equity/schools/{urn}/retention/nonsense", new { untilAge = 25, authority = "irms" }, Ct)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_erased_learner_is_told_of_and_a_certificate_says_what_each_service_removed()
    {
        using var erased = await api.Probe.HearAsync<LearnersErased>();
        var (urn, left, _) = await SchoolThatOneLeftAsync();
        using var head = api.As(Role.Head, urn);
        Assert.Equal("not-due", await RefusalAsync(head, urn, left, "retention-ended"));
        await MakeDueAsync(head, urn);
        Assert.Equal(1, Number((await EraseAsync(head, urn, left, "retention-ended")).Expect(HttpStatusCode.OK), "erased"));
        Assert.Equal(0, Number((await EraseAsync(head, urn, left, "retention-ended")).Expect(HttpStatusCode.OK), "erased"));

        var told = (await erased.FirstAsync(message => message.Urn == urn, Ct)).Message;
        Assert.Equal(left, told.Learners.Single().LearnerId);
        await api.Probe.PublishAsync(new LearnersForgotten(urn, [new(left, 3)], Now), Ct);
        await api.Probe.PublishAsync(new Contracts.Engagement.LearnersForgotten(urn, [new(left, 2)], Now), Ct);
        var certificate = await Eventually.GivesAsync(
            async () => (await head.GetAsync($"{Records(urn)}/certificates", Ct)).Expect(HttpStatusCode.OK).Json["certificates"]![0]!,
            seen => seen["complete"]!.GetValue<bool>(), "both to confirm", Ct);
        Assert.Equal((1, 1, 3, 2), (certificate["identities"]!.GetValue<int>(), certificate["sealedFacts"]!.GetValue<int>(), certificate["activityRows"]!.GetValue<int>(), certificate["engagementRows"]!.GetValue<int>()));

        (await head.GetAsync($"{Records(urn)}/{left}", Ct)).Expect(HttpStatusCode.NotFound);
        (await head.PostAsync($"{Records(urn)}/find", new { upn = EquityApi.UpnOf(2) }, Ct)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from equity_monitoring.learner_identities where learner_id = '{left}'", Ct));
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>(
            $"select count(*) from equity_monitoring.current_roll where learner_id = '{left}' and not on_roll and form = '' and num_nulls(sex, ethnicity, first_language, sen, pupil_premium, fsm) = 6", Ct));
    }

    [Fact]
    public async Task The_same_learner_who_comes_back_years_later_is_somebody_new()
    {
        var (urn, left, _) = await SchoolThatOneLeftAsync();
        using var head = api.As(Role.Head, urn);
        (await EraseAsync(head, urn, left, "ordered")).Expect(HttpStatusCode.OK);
        await api.ImportAsync(urn, EquityApi.File(EquityApi.Row(1), EquityApi.Row(2)), apply: true, Ct);
        var back = (await head.PostAsync($"{Records(urn)}/find", new { upn = EquityApi.UpnOf(2) }, Ct)).Expect(HttpStatusCode.OK).Json["learnerId"]!.GetValue<Guid>();
        Assert.NotEqual(left, back);
    }

    [Fact]
    public async Task A_hold_keeps_a_record_and_who_asks_for_several_erases_all_or_none()
    {
        var (urn, left) = await api.SchoolThatLearnersLeftAsync(3, Ct);
        using var head = api.As(Role.Head, urn);
        await MakeDueAsync(head, urn);
        var hold = (await head.PostAsync($"{Records(urn)}/{left[1]}/holds", new { ground = "inquiry", note = "IICSA 12" }, Ct)).Expect(HttpStatusCode.Created).Json["holdId"]!.GetValue<Guid>();

        var refused = (await head.PostAsync($"{Records(urn)}/erasures", new { learners = left, ground = "retention-ended" }, Ct)).Expect(HttpStatusCode.Conflict);
        var fault = refused.Json["errors"]!.AsArray().Single()!;
        Assert.Equal((left[1].ToString(), "on-hold"), (fault["where"]!.GetValue<string>(), fault["code"]!.GetValue<string>()));
        Assert.Equal(3, await IdentitiesAsync(left));

        (await head.DeleteAsync($"{Records(urn)}/{left[1]}/holds/{hold}", Ct)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(3, Number((await head.PostAsync($"{Records(urn)}/erasures", new { learners = left, ground = "retention-ended" }, Ct)).Expect(HttpStatusCode.OK), "erased"));
        Assert.Equal(0, await IdentitiesAsync(left));
    }

    [Fact]
    public async Task A_restriction_is_told_of_and_so_is_its_end()
    {
        using var heard = await api.Probe.HearAsync<LearnersRestricted>();
        var (urn, left, stayed) = await SchoolThatOneLeftAsync();
        using var manager = api.As(Role.DataManager, urn);
        (await manager.PutAsync($"{Records(urn)}/{left}/restriction", new { restricted = true }, Ct)).Expect(HttpStatusCode.BadRequest);
        (await manager.PutAsync($"{Records(urn)}/{left}/restriction", new { restricted = true, ground = "objection" }, Ct)).Expect(HttpStatusCode.NoContent);
        (await manager.PutAsync($"{Records(urn)}/{stayed}/restriction", new { restricted = true, ground = "objection" }, Ct)).Expect(HttpStatusCode.Conflict);
        Assert.True((await heard.FirstAsync(message => message.Urn == urn && message.Learners[0].LearnerId == left && message.Learners[0].Restricted, Ct)).Message.Learners[0].Version > 1);
        (await manager.PutAsync($"{Records(urn)}/{left}/restriction", new { restricted = false }, Ct)).Expect(HttpStatusCode.NoContent);
        await heard.FirstAsync(message => message.Urn == urn && !message.Learners[0].Restricted, Ct);
    }

    [Fact]
    public async Task A_copy_has_everything_and_marks_what_may_be_about_others()
    {
        var (urn, left, _) = await SchoolThatOneLeftAsync();
        using var manager = api.As(Role.DataManager, urn);
        (await manager.PostAsync($"{Records(urn)}/{left}/holds", new { ground = "complaint", note = "Mr Quillfeather’s letter" }, Ct)).Expect(HttpStatusCode.Created);
        var all = (await manager.GetAsync($"{Records(urn)}/{left}/held", Ct)).Expect(HttpStatusCode.OK);
        Assert.All(new[] { "Lovell", EquityApi.UpnOf(2), "2 October 2016", "WBRI", "ENG", "Joined the roll", "Left the roll", "Quillfeather" }, word => Assert.Contains(word, all.Text, StringComparison.Ordinal));
        var given = (await manager.GetAsync($"{Records(urn)}/{left}/held?leave-out=others", Ct)).Expect(HttpStatusCode.OK);
        Assert.Contains("WBRI", given.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", given.Text, StringComparison.Ordinal);
        Assert.Contains("left out", given.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_of_a_year_that_was_measured_outlast_the_learners()
    {
        using var measured = await api.Probe.HearAsync<MeasurePublished>();
        var (urn, left) = await api.SchoolThatLearnersLeftAsync(3, Ct);
        using var head = api.As(Role.Head, urn);
        await api.Probe.PublishAsync(new ParticipationRecorded(Guid.NewGuid(), Guid.NewGuid(), urn, Year, London.DayOf(Now), true, [(await RollAsync(urn))[0], left[0]], 1, Now), Ct);
        await measured.FirstAsync(message => message.Urn == urn && message.Groups[0].Numerator == 1, Ct);
        var rows = $"select string_agg(r::text, '|' order by academic_year) from equity_monitoring.reach_measures r where tenant_id = '{urn}'";
        var before = await api.Surroundings.Database.ScalarAsync<string>(rows, Ct);
        (await head.PostAsync($"{Records(urn)}/erasures", new { learners = left, ground = "ordered" }, Ct)).Expect(HttpStatusCode.OK);
        var store = (Store)api.Services.GetService(typeof(Store))!;
        await store.RebuildAsync("reach_measures", Ct);
        Assert.Equal(before, await api.Surroundings.Database.ScalarAsync<string>(rows, Ct));
        foreach (var model in new[] { "current_roll", "learner_records" })
        {
            var what = $"select string_agg(r::text, '|' order by learner_id) from equity_monitoring.{model} r where tenant_id = '{urn}'";
            var live = await api.Surroundings.Database.ScalarAsync<string>(what, Ct);
            await store.RebuildAsync(model, Ct);
            Assert.Equal(live, await api.Surroundings.Database.ScalarAsync<string>(what, Ct));
        }
    }

    [Theory]
    [InlineData(Role.Teacher)]
    [InlineData(Role.CohesionLead)]
    [InlineData(Role.Governor)]
    [InlineData(Role.LaOfficer)]
    public async Task Records_are_looked_after_by_the_head_and_the_data_manager_alone(Role role)
    {
        var (urn, left, _) = await SchoolThatOneLeftAsync();
        using var other = api.As(role, urn);
        foreach (var path in new[] { Records(urn), $"{Records(urn)}/{left}", $"{Records(urn)}/{left}/held", $"{Records(urn)}/certificates" })
        {
            Assert.Contains((await other.GetAsync(path, Ct)).Status, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
        }
    }

    [Fact]
    public async Task A_data_manager_prepares_and_the_head_decides()
    {
        var (urn, left, _) = await SchoolThatOneLeftAsync();
        using var manager = api.As(Role.DataManager, urn);
        (await EraseAsync(manager, urn, left, "ordered")).Expect(HttpStatusCode.Forbidden);
        (await manager.PutAsync($"/api/v1/equity/schools/{urn}/retention/learner", new { untilAge = 5, authority = "governors" }, Ct)).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(1, await IdentitiesAsync([left]));
    }

    [Fact]
    public async Task Another_schools_learner_is_as_one_who_is_not_there()
    {
        var (_, left, _) = await SchoolThatOneLeftAsync();
        var mine = await api.SchoolAsync(Ct);
        using var head = api.As(Role.Head, mine);
        foreach (var id in new[] { left, Guid.NewGuid() })
        {
            (await head.GetAsync($"{Records(mine)}/{id}", Ct)).Expect(HttpStatusCode.NotFound);
            (await head.GetAsync($"{Records(mine)}/{id}/held", Ct)).Expect(HttpStatusCode.NotFound);
            (await head.PutAsync($"{Records(mine)}/{id}/restriction", new { restricted = true, ground = "objection" }, Ct)).Expect(HttpStatusCode.NotFound);
            (await head.PostAsync($"{Records(mine)}/{id}/holds", new { ground = "claim", note = "x" }, Ct)).Expect(HttpStatusCode.NotFound);
            (await EraseAsync(head, mine, id, "ordered")).Expect(HttpStatusCode.NotFound);
        }

        Assert.Equal(1, await IdentitiesAsync([left]));
    }

    private static string Records(int urn) => $"/api/v1/equity/schools/{urn}/records";

    private static int Number(Reply reply, string name) => reply.Json[name]!.GetValue<int>();

    private static Task<Reply> EraseAsync(ApiClient client, int urn, Guid learner, string ground) => client.PostAsync($"{Records(urn)}/erasures", new { learners = new[] { learner }, ground }, Ct);

    private static async Task<string> RefusalAsync(ApiClient client, int urn, Guid learner, string ground) =>
        (await EraseAsync(client, urn, learner, ground)).Expect(HttpStatusCode.Conflict).Json["errors"]![0]!["code"]!.GetValue<string>();

    private static async Task MakeDueAsync(ApiClient head, int urn) =>
        (await head.PutAsync($"/api/v1/equity/schools/{urn}/retention/learner", new { untilAge = 5, yearsAfterLeaving = 0, authority = "governors" }, Ct)).Expect(HttpStatusCode.OK);

    private Task<long> IdentitiesAsync(IEnumerable<Guid> learners) => api.Surroundings.Database.ScalarAsync<long>(
        $"select count(*) from equity_monitoring.learner_identities where learner_id = any('{{{string.Join(',', learners)}}}'::uuid[])", Ct);

    private async Task<IReadOnlyList<Guid>> RollAsync(int urn) => [.. (await api.Surroundings.Database.ScalarAsync<string>(
        $"select string_agg(learner_id::text, ',' order by learner_id) from equity_monitoring.current_roll where tenant_id = '{urn}' and on_roll", Ct)).Split(',').Select(Guid.Parse)];

    /// <summary>Learners 1 and 2 join; 2 leaves.</summary>
    private async Task<(int Urn, Guid Left, Guid Stayed)> SchoolThatOneLeftAsync()
    {
        var (urn, left) = await api.SchoolThatLearnersLeftAsync(1, Ct);
        return (urn, left[0], (await RollAsync(urn))[0]);
    }
}
