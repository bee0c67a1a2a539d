using System.Net;
using Cohesion.Hosting;
using Xunit;

namespace Cohesion.EquityMonitoring.Api;

public sealed class WhoMaySeeWhat(EquityApi api) : IClassFixture<EquityApi>
{
    private static readonly Role[] Importers = [Role.DataManager, Role.Head, Role.CohesionLead];
    private static readonly Role[] Readers = [Role.CohesionLead, Role.Head];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Only_those_who_work_with_the_roll_see_it_and_only_those_who_answer_for_fairness_see_that(Role role)
    {
        var urn = await api.SchoolAsync(Ct);
        using var caller = api.As(role, urn);
        foreach (var path in new[] { $"/api/v1/rolls/{urn}", $"/api/v1/rolls/{urn}/imports", $"/equity/schools/{urn}/roll" })
        {
            Assert.Equal(Importers.Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await caller.GetAsync(path, Ct)).Status);
        }

        Assert.Equal(Readers.Contains(role) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await caller.GetAsync($"/equity/schools/{urn}/reach", Ct)).Status);
        Assert.Equal(Readers.Contains(role) ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, (await caller.GetAsync($"/api/v1/reach/{urn}", Ct)).Status);
        var upload = await caller.UploadAsync($"/api/v1/rolls/{urn}/imports", "file", "roll.csv", EquityApi.File(EquityApi.Row(1)), Ct);
        Assert.Equal(Importers.Contains(role) ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, upload.Status);
    }

    [Fact]
    public async Task Another_schools_roll_answers_like_one_that_is_not_there()
    {
        var (own, other) = (await api.SchoolAsync(Ct), await api.SchoolAsync(Ct));
        var import = await api.ImportAsync(other, EquityApi.File(EquityApi.Row(1)), apply: false, Ct);
        using var head = api.As(Role.Head, own);
        var absent = (await head.GetAsync($"/api/v1/rolls/{own}/imports/{Guid.NewGuid()}", Ct)).Expect(HttpStatusCode.NotFound).Json["detail"]!.GetValue<string>();
        foreach (var path in new[]
        {
            $"/api/v1/rolls/{other}", $"/api/v1/rolls/{other}/imports", $"/api/v1/rolls/{other}/imports/{import.ImportId}", $"/api/v1/rolls/{own}/imports/{import.ImportId}",
            $"/api/v1/rolls/{own}/imports/{import.ImportId}/faults", $"/api/v1/reach/{other}",
        })
        {
            Assert.Equal(absent, (await head.GetAsync(path, Ct)).Expect(HttpStatusCode.NotFound).Json["detail"]!.GetValue<string>());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/equity/schools/{own}/roll/imports/{import.ImportId}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/equity/schools/{own}/roll/imports/{import.ImportId}/faults.csv", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await head.PostAsync($"/api/v1/rolls/{own}/imports/{import.ImportId}/apply", null, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await head.PostAsync($"/api/v1/rolls/{other}/imports/{import.ImportId}/apply", null, Ct)).Status);
    }

    [Fact]
    public async Task Nobody_is_nobody()
    {
        using var anyone = api.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync("/api/v1/rolls/125123", Ct)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await anyone.GetAsync("/equity/schools/125123/roll", Ct)).Status);
    }
}
