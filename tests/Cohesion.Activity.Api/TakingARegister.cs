using System.Net;
using Cohesion.Contracts.Activity;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class TakingARegister(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_planned_and_registered_is_told_to_the_others_in_versions_that_rise()
    {
        var school = await api.SchoolAsync(Ct);
        await using var others = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        using var scheduled = await others.HearAsync<ActivityScheduled>();
        using var delivered = await others.HearAsync<ActivityDelivered>();
        using var participation = await others.HearAsync<ParticipationRecorded>();
        using var lead = api.As(Role.CohesionLead, school.Urn);

        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Expect(HttpStatusCode.Created);
        var session = planned.Json["sessionIds"]![0]!.GetValue<Guid>();
        var taken = (await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct)).Expect(HttpStatusCode.OK);

        Assert.Equal((5, 1), (taken.Json["present"]!.GetValue<int>(), taken.Json["absent"]!.GetValue<int>()));
        var first = (await scheduled.FirstAsync(message => message.SessionId == session, Ct)).Message;
        Assert.Equal((6, 1L, "2026/27"), (first.Expected, first.Version, first.AcademicYear));
        Assert.Contains("faith-belief", first.Tags.Themes);
        var second = (await delivered.FirstAsync(message => message.SessionId == session, Ct)).Message;
        Assert.Equal((5, 6, 2L), (second.Present, second.Expected, second.Version));
        var who = (await participation.FirstAsync(message => message.SessionId == session, Ct)).Message;
        Assert.True(who.CommunityBased);
        Assert.Equal(school.Year5.Except([school["Ben"]]).Order(), who.Present.Order());
    }

    [Fact]
    public async Task The_same_register_sent_twice_with_one_key_or_with_two_is_one_register()
    {
        var (school, session) = await PlannedAsync();
        using var teacher = api.As(Role.Teacher, school.Urn);
        var body = new { absent = new[] { school["Dan"] } };

        var first = (await teacher.PostAsync($"/api/v1/sessions/{session}/register", body, Ct, "one")).Expect(HttpStatusCode.OK);
        var repeated = (await teacher.PostAsync($"/api/v1/sessions/{session}/register", body, Ct, "one")).Expect(HttpStatusCode.OK);
        var doubled = (await teacher.PostAsync($"/api/v1/sessions/{session}/register", body, Ct, "two")).Expect(HttpStatusCode.OK);

        Assert.Equal((2L, 2L, 2L), (first.Version, repeated.Version, doubled.Version));
        var other = await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct);
        Assert.Equal((HttpStatusCode.Conflict, "register-already-taken"), (other.Status, other.Problem));
    }

    [Fact]
    public async Task Ten_double_clicks_at_once_make_one_register()
    {
        var (school, session) = await PlannedAsync();
        using var teacher = api.As(Role.Teacher, school.Urn);
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Dan"] } }, Ct)));
        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.OK, reply.Status));
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>(
            $"select count(*) from activity.mt_events where stream_id = 'session-{session}' and type = 'register_taken'", Ct));
    }

    [Fact]
    public async Task A_register_of_what_has_changed_since_it_was_read_is_stale()
    {
        var (school, session) = await PlannedAsync();
        using var teacher = api.As(Role.Teacher, school.Urn);
        await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Dan"] } }, Ct, ifMatch: 1);
        var stale = await teacher.PutAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct, ifMatch: 1);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        (await teacher.PutAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct, ifMatch: 2)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_fault_of_a_register_is_named_and_nothing_is_stored()
    {
        var (school, session) = await PlannedAsync();
        using var teacher = api.As(Role.Teacher, school.Urn);
        var stranger = Guid.NewGuid();
        var reply = await teacher.PostAsync(
            $"/api/v1/sessions/{session}/register", new { present = new[] { stranger, school["Ben"] }, absent = new[] { school["Ben"] } }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(["not-on-roll", "present-and-absent"], reply.Json["errors"]!.AsArray().Select(fault => fault!["code"]!.GetValue<string>()));
        Assert.Contains(stranger.ToString(), reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await teacher.GetAsync($"/api/v1/sessions/{session}", Ct)).Version);
    }

    [Fact]
    public async Task A_register_of_tomorrow_and_of_a_cancelled_session_is_refused()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(
            new { on = "2026-11-21", starts = "13:15", ends = "14:30" }, new { on = "2026-11-19", starts = "13:15", ends = "14:30" }), Ct);
        var (tomorrow, yesterday) = (planned.Json["sessionIds"]![0], planned.Json["sessionIds"]![1]);

        Assert.Equal("register-too-early", (await lead.PostAsync($"/api/v1/sessions/{tomorrow}/register", new { absent = Array.Empty<Guid>() }, Ct)).Problem);
        (await lead.PostAsync($"/api/v1/sessions/{yesterday}/cancellation", new { reason = "weather", note = "Snow" }, Ct)).Expect(HttpStatusCode.NoContent);
        var page = await lead.GetAsync($"/activity/schools/{school.Urn}/sessions/{yesterday}", Ct);
        Assert.Contains("cancelled: Weather.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Snow", page.Text, StringComparison.Ordinal);
        Assert.Equal("session-cancelled", (await lead.PostAsync($"/api/v1/sessions/{yesterday}/register", new { absent = Array.Empty<Guid>() }, Ct)).Problem);
    }

    [Fact]
    public async Task An_undone_register_takes_everybody_back()
    {
        var (school, session) = await PlannedAsync();
        await using var others = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        using var participation = await others.HearAsync<ParticipationRecorded>();
        using var teacher = api.As(Role.Teacher, school.Urn);
        (await teacher.PostAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct)).Expect(HttpStatusCode.OK);
        (await teacher.DeleteAsync($"/api/v1/sessions/{session}/register", Ct)).Expect(HttpStatusCode.NoContent);

        Assert.Empty((await participation.FirstAsync(message => message.SessionId == session && message.Version == 3, Ct)).Message.Present);
        await api.SettleAsync(Ct);
        Assert.Equal(0, (await teacher.GetAsync($"/api/v1/participation/{school.Urn}", Ct)).Json["reached"]!.GetValue<int>());
    }

    private async Task<(School School, Guid Session)> PlannedAsync()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Expect(HttpStatusCode.Created);
        return (school, planned.Json["sessionIds"]![0]!.GetValue<Guid>());
    }
}
