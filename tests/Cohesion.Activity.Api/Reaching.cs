using System.Net;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class Reaching(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_year_counts_who_was_there_and_knows_who_was_offered_nothing()
    {
        var (school, session) = await VisitAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        (await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct)).Expect(HttpStatusCode.OK);
        await api.SettleAsync(Ct);

        var figures = (await lead.GetAsync($"/api/v1/participation/{school.Urn}?year=2026-27", Ct)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((8, 5, 3, 2, 284), (Number("learners"), Number("reached"), Number("notYetReached"), Number("offeredNothing"), Number("daysLeft")));
        var names = (await lead.GetAsync($"/api/v1/participation/{school.Urn}/not-yet-reached", Ct)).Json["items"]!.AsArray();
        Assert.Equal(["Ben Cole", "Grace Hill", "Hassan Ali"], names.Select(learner => learner!["displayName"]!.GetValue<string>()));
        Assert.Equal([true, false, false], names.Select(learner => learner!["offered"]!.GetValue<bool>()));

        int Number(string name) => figures[name]!.GetValue<int>();
    }

    [Fact]
    public async Task A_correction_takes_back_exactly_what_the_register_had_counted()
    {
        var (school, session) = await VisitAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct);
        (await lead.PutAsync($"/api/v1/sessions/{session}/register", new { present = new[] { school["Ben"], school["Grace"] }, absent = new[] { school["Amira"] } }, Ct)).Expect(HttpStatusCode.OK);
        await api.SettleAsync(Ct);
        var names = (await lead.GetAsync($"/api/v1/participation/{school.Urn}/not-yet-reached", Ct)).Json["items"]!.AsArray();
        Assert.Equal(["Amira Khan", "Chloe Adeyemi", "Dan Wu", "Ella Novak", "Femi Obi", "Hassan Ali"], names.Select(learner => learner!["displayName"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_activity_that_was_not_community_based_after_all_reaches_nobody()
    {
        var (school, session) = await VisitAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct);
        var activity = (await lead.GetAsync($"/api/v1/sessions/{session}", Ct)).Json["activityId"];
        object plan = new { title = "Year 5 film about the Gurdwara", kind = "visit", communityBased = false, audience = new { yearGroups = new[] { "5" } } };
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await lead.PutAsync($"/api/v1/activities/{activity}", plan, Ct, ifMatch: 1)).Status);
        (await lead.PutAsync($"/api/v1/activities/{activity}", plan, Ct, ifMatch: 2)).Expect(HttpStatusCode.NoContent);
        await api.SettleAsync(Ct);
        var figures = (await lead.GetAsync($"/api/v1/participation/{school.Urn}", Ct)).Json;
        Assert.Equal((6, 0), (figures["tookPart"]!.GetValue<int>(), figures["reached"]!.GetValue<int>()));
        Assert.Equal("Year 5 film about the Gurdwara", (await lead.GetAsync($"/api/v1/activities/{activity}", Ct)).Json["sessions"]![0]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_read_model_that_is_made_anew_is_the_one_that_lived()
    {
        var (school, session) = await VisitAsync();
        using var lead = api.As(Role.CohesionLead, school.Urn);
        await lead.PostAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Ben"] } }, Ct);
        await lead.PutAsync($"/api/v1/sessions/{session}/register", new { absent = new[] { school["Amira"] } }, Ct);
        await lead.DeleteAsync($"/api/v1/sessions/{session}/register", Ct);
        await lead.PostAsync("/api/v1/activities", school.Visit(new { on = "2026-12-04", starts = "09:00", ends = "10:00" }), Ct);
        await api.SettleAsync(Ct);
        var before = await RowsAsync();

        await api.Store.RebuildAsync("year_ledger", Ct);
        await api.Store.RebuildAsync("activity_calendar", Ct);

        Assert.Equal(before, await RowsAsync());
        Assert.Contains("Gurdwara", before, StringComparison.Ordinal);

        async Task<string> RowsAsync() => await api.Surroundings.Database.ScalarAsync<string>(
            """
            select (select coalesce(string_agg(l::text, e'\n' order by tenant_id, academic_year, learner_id), '') from activity.year_ledger l)
                || (select coalesce(string_agg(s::text, e'\n' order by tenant_id, session_id), '') from activity.register_sheet s)
                || (select coalesce(string_agg(c::text, e'\n' order by tenant_id, session_id), '') from activity.activity_calendar c)
            """, Ct);
    }

    [Fact]
    public async Task Who_is_invited_is_on_the_register_and_was_offered_something()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", new
        {
            school.Urn,
            title = "Food bank",
            kind = "community-project",
            audience = new { forms = new[] { "5A" } },
            capacity = 4,
            sessions = new[] { new { on = "2026-11-27", starts = "13:00", ends = "15:00" } },
        }, Ct);
        var session = planned.Json["sessionIds"]![0];
        (await lead.PostAsync($"/api/v1/sessions/{session}/invitations", new { learners = new[] { school["Grace"], school["Amira"] } }, Ct)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("no-places-left", (await lead.PostAsync($"/api/v1/sessions/{session}/invitations", new { learners = new[] { school["Hassan"] } }, Ct)).Problem);
        var expected = (await lead.GetAsync($"/api/v1/sessions/{session}", Ct)).Json["expected"]!.AsArray().Select(id => id!.GetValue<Guid>()).ToList();
        Assert.Equal(4, expected.Count);
        Assert.Contains(school["Grace"], expected);
        Assert.Equal(4, (await lead.GetAsync($"/api/v1/participation/{school.Urn}", Ct)).Json["offeredNothing"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_reason_is_known_to_few_and_goes_with_the_learner()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.PastoralLead, school.Urn);
        using var teacher = api.As(Role.Teacher, school.Urn);
        var done = await lead.SubmitAsync(
            $"/activity/schools/{school.Urn}/not-yet-reached", [("learners", school["Ben"].ToString()), ("step", "reason"), ("reason", "caring")], Ct);
        Assert.Equal(HttpStatusCode.Found, done.Status);
        Assert.Contains("Caring for someone", (await lead.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached/export", Ct)).Text, StringComparison.Ordinal);
        var page = (await teacher.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached", Ct)).Expect(HttpStatusCode.OK);
        Assert.Contains("Ben Cole", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Caring for someone", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Caring for someone", (await teacher.GetAsync($"/activity/schools/{school.Urn}/not-yet-reached/export", Ct)).Text, StringComparison.Ordinal);

        await using var equity = await MessageProbe.StartAsync(api.Surroundings.VirtualHost, Ct);
        await equity.PublishAsync(new LearnersErased(school.Urn, [new LearnerOffRoll(school["Ben"], 9, new DateOnly(2026, 11, 20))], DateTimeOffset.UnixEpoch), Ct);
        await Eventually.GivesAsync(
            () => api.Surroundings.Database.ScalarAsync<long>($"select count(*) from activity.not_taking_part where tenant_id = '{school.Urn}'", Ct), rows => rows == 0, "the erasure", Ct);
    }

    private async Task<(School School, Guid Session)> VisitAsync()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct)).Expect(HttpStatusCode.Created);
        return (school, planned.Json["sessionIds"]![0]!.GetValue<Guid>());
    }
}
