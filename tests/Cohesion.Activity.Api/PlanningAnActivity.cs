using System.Net;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class PlanningAnActivity(ActivityApi api) : IClassFixture<ActivityApi>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_of_a_weekly_club_is_planned_in_one_request_and_read_page_by_page()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        object Club(string title, int times) => new
        {
            school.Urn,
            title,
            kind = "club",
            audience = new { open = true },
            weekly = new { first = "2026-09-04", starts = "15:30", ends = "16:30", times },
        };
        (await lead.PostAsync("/api/v1/activities", Club("Choir", 39), Ct)).Expect(HttpStatusCode.Created);
        (await lead.PostAsync("/api/v1/activities", Club("Chess", 39), Ct)).Expect(HttpStatusCode.Created);
        (await lead.PostAsync("/api/v1/activities", Club("Drama", 39), Ct)).Expect(HttpStatusCode.Created);

        var first = (await lead.GetAsync($"/api/v1/activities?urn={school.Urn}", Ct)).Expect(HttpStatusCode.OK);
        var second = await lead.GetAsync($"/api/v1/activities?urn={school.Urn}&cursor={first.Json["next"]}", Ct);
        var ids = first.Json["items"]!.AsArray().Concat(second.Json["items"]!.AsArray()).Select(item => item!["sessionId"]!.GetValue<Guid>()).ToList();
        Assert.Equal((100, 17), (first.Json["items"]!.AsArray().Count, second.Json["items"]!.AsArray().Count));
        Assert.Null(second.Json["next"]);
        Assert.Equal(117, ids.Distinct().Count());
    }

    [Fact]
    public async Task Every_fault_of_a_plan_is_named_and_nothing_is_stored()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var reply = await lead.PostAsync("/api/v1/activities", new
        {
            school.Urn,
            title = "",
            kind = "disco",
            strands = new[] { "fun" },
            audience = new { },
            sessions = new[] { new { on = "2026-11-20", starts = (string?)"15:00", ends = "14:00" }, new { on = "2026-11-20", starts = (string?)null, ends = "14:00" } },
            visitors = new[] { new { name = "", from = "mars" } },
        }, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        var where = reply.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()).ToList();
        Assert.Superset(new HashSet<string> { "title", "kind", "strands", "audience", "sessions[1].starts", "visitors[0].name", "visitors[0].from" }, where.ToHashSet());
        Assert.Empty((await lead.GetAsync($"/api/v1/activities?urn={school.Urn}", Ct)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_request_sent_twice_plans_one_activity()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var first = await lead.PostAsync("/api/v1/activities", school.Visit(), Ct, "plan-once");
        var second = (await lead.PostAsync("/api/v1/activities", school.Visit(), Ct, "plan-once")).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Json["activityId"]!.GetValue<Guid>(), second.Json["activityId"]!.GetValue<Guid>());
        Assert.Single((await lead.GetAsync($"/api/v1/activities?urn={school.Urn}", Ct)).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Sessions_are_added_while_nobody_else_changes_the_activity()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(), Ct);
        var path = $"/api/v1/activities/{planned.Json["activityId"]}/sessions";
        object On(string day) => new { sessions = new[] { new { on = day, starts = "13:15", ends = "14:30" } } };
        (await lead.PostAsync(path, On("2026-11-27"), Ct, ifMatch: planned.Version)).Expect(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await lead.PostAsync(path, On("2026-12-04"), Ct, ifMatch: planned.Version)).Status);
        Assert.Equal("already-scheduled", (await lead.PostAsync(path, On("2026-11-27"), Ct)).Problem);
        var shown = await lead.GetAsync($"/api/v1/activities/{planned.Json["activityId"]}", Ct);
        Assert.Equal(2, shown.Json["sessions"]!.AsArray().Count);
        Assert.Equal(3, shown.Version);
    }

    [Fact]
    public async Task A_visitors_name_stays_out_of_the_events()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        (await lead.PostAsync("/api/v1/activities", new
        {
            school.Urn,
            title = "Assembly",
            kind = "assembly",
            audience = new { wholeSchool = true },
            visitors = new[] { new { name = "Rabbi Zipporah Unusual", from = "jewish" } },
        }, Ct)).Expect(HttpStatusCode.Created);
        Assert.Equal(0, await api.Surroundings.Database.ScalarAsync<long>("select count(*) from activity.mt_events where data::text like '%Zipporah%'", Ct));
        Assert.Equal(1, await api.Surroundings.Database.ScalarAsync<long>($"select count(*) from activity.visitors where tenant_id = '{school.Urn}' and name like '%Zipporah%'", Ct));
    }
}
