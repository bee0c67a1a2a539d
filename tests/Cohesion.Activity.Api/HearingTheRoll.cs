using System.Net;
using Cohesion.Contracts.Activity;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class HearingTheRoll(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static readonly DateTimeOffset At = new(2026, 9, 3, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Joined, moved and left of one learner, in every order, some twice: the highest version counts.</summary>
    [Theory]
    [InlineData(130_001, "JML")]
    [InlineData(130_002, "LMJ")]
    [InlineData(130_003, "MJLJ")]
    [InlineData(130_004, "LJM")]
    [InlineData(130_005, "MLJL")]
    [InlineData(130_006, "JLMM")]
    public async Task Facts_about_a_learner_may_come_in_any_order_and_twice(int urn, string order)
    {
        var learner = Guid.CreateVersion7();
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        var ids = "JML".ToDictionary(letter => letter, _ => Guid.CreateVersion7());
        for (var i = 0; i < order.Length; i++)
        {
            await (order[i] switch
            {
                'J' => equity.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Amira Khan", "4", "4A")], At), Ct, ids['J']),
                'M' => equity.PublishAsync(new LearnersMoved(urn, [new LearnerOnRoll(learner, 2, "Amira Shah", "5", "5B")], At), Ct, ids['M']),
                _ => equity.PublishAsync(new LearnersLeftRoll(urn, [new LearnerOffRoll(learner, 3, new DateOnly(2026, 11, 13))], At), Ct, ids['L']),
            });
            var heard = order[..(i + 1)].Distinct().Count();
            await Eventually.GivesAsync(
                () => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from activity.inbox where message_id in ('{ids['J']}', '{ids['M']}', '{ids['L']}')", Ct),
                messages => messages == heard, "the message", Ct);
        }

        Assert.Equal("Amira Shah 5 5B 2026-11-13 3", await RowAsync(urn));
    }

    [Fact]
    public async Task Who_comes_back_is_on_roll_again()
    {
        const int urn = 130_010;
        var learner = Guid.CreateVersion7();
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await equity.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Amira Khan", "4", "4A")], At), Ct);
        await equity.PublishAsync(new LearnersLeftRoll(urn, [new LearnerOffRoll(learner, 2, new DateOnly(2026, 10, 1))], At), Ct);
        await equity.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 3, "Amira Khan", "5", "5A")], At), Ct);
        await Eventually.GivesAsync(() => RowAsync(urn), row => row == "Amira Khan 5 5A on roll 3", "the learner back on roll", Ct);
    }

    [Fact]
    public async Task An_erased_learner_stays_forgotten_whatever_comes_late()
    {
        const int urn = 130_011;
        var learner = Guid.CreateVersion7();
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await equity.PublishAsync(new LearnersErased(urn, [new LearnerOffRoll(learner, 4, new DateOnly(2026, 10, 1))], At), Ct);
        await Eventually.GivesAsync(
            () => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from activity.roll_forgotten where tenant_id = '{urn}'", Ct), rows => rows == 1, "the erasure", Ct);
        var other = Guid.CreateVersion7();
        await equity.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Amira Khan", "4", "4A"), new LearnerOnRoll(other, 1, "Ben Cole", "4", "4A")], At), Ct);
        await Eventually.GivesAsync(() => RowAsync(urn), row => row == "Ben Cole 4 4A on roll 1", "the one who was not erased", Ct);
    }

    [Fact]
    public async Task What_an_erasure_removed_is_confirmed()
    {
        const int urn = 130_012;
        var learner = Guid.CreateVersion7();
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        using var forgotten = await equity.HearAsync<LearnersForgotten>();
        await equity.PublishAsync(new LearnersJoinedRoll(urn, [new LearnerOnRoll(learner, 1, "Amira Khan", "4", "4A")], At), Ct);
        await Eventually.GivesAsync(() => RowAsync(urn), row => row.Length > 0, "the learner", Ct);
        await equity.PublishAsync(new LearnersErased(urn, [new LearnerOffRoll(learner, 4, new DateOnly(2026, 10, 1))], At), Ct);
        Assert.Equal([new ForgottenLearner(learner, 1)], (await forgotten.FirstAsync(message => message.Urn == urn, Ct)).Message.Learners);
        Assert.Equal("", await RowAsync(urn));
    }

    [Fact]
    public async Task A_former_learner_whose_record_is_restricted_is_not_named_until_it_is_lifted()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(new { on = "2026-11-10", starts = "13:15", ends = "14:30" }), Ct);
        var session = planned.Json["sessionIds"]![0]!.GetValue<string>();
        var learners = (await lead.GetAsync($"/api/v1/sessions/{session}", Ct)).Json["expected"]!.AsArray().Select(learner => learner!.GetValue<Guid>()).ToList();
        (await lead.PostAsync($"/api/v1/sessions/{session}/register", new { present = learners, absent = Array.Empty<Guid>(), visitors = Array.Empty<object>() }, Ct)).Expect(HttpStatusCode.OK);
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await equity.PublishAsync(new LearnersLeftRoll(school.Urn, [new LearnerOffRoll(school["Ben"], 2, new DateOnly(2026, 11, 13))], At), Ct);
        await equity.PublishAsync(new LearnersRestricted(school.Urn, [new RestrictedLearner(school["Ben"], 3, true)], At), Ct);
        await Eventually.GivesAsync(PageAsync, page => !page.Contains("Ben ", StringComparison.Ordinal), "the name to be hidden", Ct);
        await equity.PublishAsync(new LearnersRestricted(school.Urn, [new RestrictedLearner(school["Ben"], 4, false)], At), Ct);
        await Eventually.GivesAsync(PageAsync, page => page.Contains("Ben ", StringComparison.Ordinal), "the name to be shown", Ct);

        async Task<string> PageAsync() => (await lead.GetAsync($"/activity/schools/{school.Urn}/sessions/{session}", Ct)).Expect(HttpStatusCode.OK).Text;
    }

    [Fact]
    public async Task The_copy_of_what_is_held_has_the_name_every_register_and_why_not()
    {
        var school = await api.SchoolAsync(Ct);
        using var head = api.As(Role.Head, school.Urn);
        var planned = await head.PostAsync("/api/v1/activities", school.Visit(new { on = "2026-11-10", starts = "13:15", ends = "14:30" }), Ct);
        var session = planned.Json["sessionIds"]![0]!.GetValue<string>();
        var learners = (await head.GetAsync($"/api/v1/sessions/{session}", Ct)).Json["expected"]!.AsArray().Select(learner => learner!.GetValue<Guid>()).ToList();
        (await head.PostAsync($"/api/v1/sessions/{session}/register", new { present = learners.Except([school["Ben"]]), absent = new[] { school["Ben"] }, visitors = Array.Empty<object>() }, Ct)).Expect(HttpStatusCode.OK);
        var held = await Eventually.GivesAsync(
            () => head.GetAsync($"/api/v1/activity/schools/{school.Urn}/learners/{school["Ben"]}/held", Ct), answer => answer.Text.Contains("Absent", StringComparison.Ordinal), "the register to be in the copy", Ct);
        Assert.Contains("Ben", held.Text, StringComparison.Ordinal);
        Assert.Contains("10 November 2026", held.Text, StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", (await head.GetAsync($"/api/v1/activity/schools/{school.Urn}/learners/{Guid.NewGuid()}/held", Ct)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        using var teacher = api.As(Role.Teacher, school.Urn);
        (await teacher.GetAsync($"/api/v1/activity/schools/{school.Urn}/learners/{school["Ben"]}/held", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_leaver_is_on_no_later_register_but_on_those_of_before()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(
            new { on = "2026-11-10", starts = "13:15", ends = "14:30" }, new { on = "2026-11-19", starts = "13:15", ends = "14:30" }), Ct);
        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await equity.PublishAsync(new LearnersLeftRoll(school.Urn, [new LearnerOffRoll(school["Ben"], 2, new DateOnly(2026, 11, 13))], At), Ct);
        await Eventually.GivesAsync(() => ExpectedAsync(1), expected => expected == 5, "five expected after Ben left", Ct);
        Assert.Equal(6, await ExpectedAsync(0));

        async Task<int> ExpectedAsync(int index) => (await lead.GetAsync($"/api/v1/sessions/{planned.Json["sessionIds"]![index]}", Ct)).Json["expected"]!.AsArray().Count;
    }

    private async Task<string> RowAsync(int urn) => await api.Surroundings.Database.ScalarAsync<string>(
        $"select coalesce(string_agg(concat_ws(' ', display_name, year_group, form, coalesce(left_on::text, 'on roll'), version), ';'), '') from activity.roll where tenant_id = '{urn}'", Ct);
}
