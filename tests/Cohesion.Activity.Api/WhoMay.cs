using System.Net;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.Activity.Api;

public sealed class WhoMay(ActivityApi api) : IClassFixture<ActivityApi>
{
    private const int Elsewhere = 199_999;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_belongs_to_another_school_answers_exactly_like_what_is_not_there()
    {
        var school = await api.SchoolAsync(Ct);
        using var lead = api.As(Role.CohesionLead, school.Urn);
        using var stranger = api.As(Role.CohesionLead, Elsewhere);
        var planned = await lead.PostAsync("/api/v1/activities", school.Visit(), Ct);
        var (activity, session, nothing) = (planned.Json["activityId"], planned.Json["sessionIds"]![0], Guid.NewGuid());
        foreach (var (theirs, missing) in new[]
        {
            ($"/api/v1/activities/{activity}", $"/api/v1/activities/{nothing}"),
            ($"/api/v1/sessions/{session}", $"/api/v1/sessions/{nothing}"),
            ($"/api/v1/participation/{school.Urn}", "/api/v1/participation/100000"),
            ($"/api/v1/participation/{school.Urn}/not-yet-reached", "/api/v1/participation/100000/not-yet-reached"),
            ($"/api/v1/activities?urn={school.Urn}", "/api/v1/activities?urn=100000"),
        })
        {
            var (a, b) = (await stranger.GetAsync(theirs, Ct), await stranger.GetAsync(missing, Ct));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (a.Status, b.Status));
            Assert.Equal(a.Problem, b.Problem);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/api/v1/sessions/{session}/register", new { absent = Array.Empty<Guid>() }, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync("/api/v1/activities", school.Visit(), Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/api/v1/sessions/{session}/cancellation", new { reason = "weather" }, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/activity/schools/{school.Urn}/today", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/activity/schools/{Elsewhere}/sessions/{session}/register", Ct)).Status);
    }

    [Theory]
    [InlineData(Role.Governor)]
    [InlineData(Role.DataManager)]
    [InlineData(Role.TrustAnalyst)]
    [InlineData(Role.LaOfficer)]
    [InlineData(Role.Administrator)]
    public async Task Who_does_not_work_with_the_children_sees_no_name_and_changes_nothing(Role role)
    {
        var school = await api.SchoolAsync(Ct);
        using var person = api.As(role, school.Urn);
        foreach (var path in new[]
        {
            $"/api/v1/participation/{school.Urn}/not-yet-reached", $"/api/v1/activities?urn={school.Urn}", $"/activity/schools/{school.Urn}/today",
            $"/activity/schools/{school.Urn}/activities", $"/activity/schools/{school.Urn}/not-yet-reached", $"/activity/schools/{school.Urn}/not-yet-reached/export",
        })
        {
            var reply = await person.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
            Assert.DoesNotContain("Amira", reply.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await person.PostAsync("/api/v1/activities", school.Visit(), Ct)).Status);
        // Governors are told figures by reporting, release by release.
        Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync($"/api/v1/participation/{school.Urn}", Ct)).Status);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token()
    {
        using var nobody = api.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/activities?urn=125123", Ct)).Status);
        Assert.Equal("/access/sign-in", (await nobody.GetAsync("/activity/", Ct)).Location?.ToString());
    }
}
