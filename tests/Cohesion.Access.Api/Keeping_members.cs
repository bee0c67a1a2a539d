using System.Net;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>The pages and the API of those who say who may act for a school or a trust.</summary>
public sealed class Keeping_members(AccessUnderTest access) : IClassFixture<AccessUnderTest>
{
    private const string Trust = "members-trust";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_invited_changed_and_ended_by_form()
    {
        var urn = await SchoolAsync(420001);
        using var administrator = access.As(Administrator(urn));

        (await administrator.SubmitAsync($"/access/members/{urn}/invite", [("email", "Form@School.example"), ("role", "teacher")], Ct)).Expect(HttpStatusCode.Redirect);
        var list = (await administrator.GetAsync($"/access/members/{urn}", Ct)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("form@school.example", list, StringComparison.Ordinal);
        Assert.Contains("1 invitation waits", list, StringComparison.Ordinal);

        var id = await OnlyMemberAsync(administrator, urn);
        (await administrator.SubmitAsync($"/access/members/{urn}/{id}", [("role", "governor"), ("until-day", "1"), ("until-month", "9"), ("until-year", "2099")], Ct)).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Governor", (await administrator.GetAsync($"/access/members/{urn}/{id}", Ct)).Text, StringComparison.Ordinal);

        (await administrator.SubmitAsync($"/access/members/{urn}/{id}/end", [], Ct)).Expect(HttpStatusCode.Redirect);
        Assert.Contains("Nobody yet", (await administrator.GetAsync($"/access/members/{urn}", Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("Has ended", (await administrator.GetAsync($"/access/members/{urn}?show=all", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_form_is_named_and_nothing_stored()
    {
        var urn = await SchoolAsync(420002);
        using var administrator = access.As(Administrator(urn));

        var reply = (await administrator.SubmitAsync($"/access/members/{urn}/invite", [("email", "nobody"), ("until-day", "1"), ("until-month", "1"), ("until-year", "2001")], Ct)).Expect(HttpStatusCode.BadRequest);

        Assert.All(["Enter an email address", "Choose what they act as", "cannot be before the first"], words => Assert.Contains(words, reply.Text, StringComparison.Ordinal));
        Assert.Contains("<title>Error: Invite somebody", reply.Text, StringComparison.Ordinal);
        Assert.Empty((await administrator.GetAsync($"/api/v1/access/members/{urn}", Ct)).Json.AsArray());
    }

    [Fact]
    public async Task A_program_does_the_same_and_an_old_version_is_refused()
    {
        var urn = await SchoolAsync(420003);
        using var administrator = access.As(Administrator(urn));
        var body = new { email = "api@school.example", role = "teacher", from = "2026-09-01", until = "2099-07-31" };
        var made = (await administrator.PostAsync($"/api/v1/access/members/{urn}", body, Ct, "k1")).Expect(HttpStatusCode.Created);
        Assert.Equal(made.Text, (await administrator.PostAsync($"/api/v1/access/members/{urn}", body, Ct, "k1")).Expect(HttpStatusCode.Created).Text);
        var path = made.Location!;

        (await administrator.PutAsync(path, new { role = "governor" }, Ct, ifMatch: made.Version)).Expect(HttpStatusCode.NoContent);
        (await administrator.PutAsync(path, new { role = "head" }, Ct, ifMatch: made.Version)).Expect(HttpStatusCode.PreconditionFailed);
        var item = Assert.Single((await administrator.GetAsync($"/api/v1/access/members/{urn}", Ct)).Json.AsArray())!;
        Assert.Equal(("governor", "invited"), (item["role"]!.GetValue<string>(), item["state"]!.GetValue<string>()));

        (await administrator.PostAsync(path + "/ending", null, Ct)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("membership-ended", (await administrator.PutAsync(path, new { role = "head" }, Ct)).Expect(HttpStatusCode.Conflict).Problem);
        var faults = (await administrator.PostAsync($"/api/v1/access/members/{urn}", new { role = "king", from = "soon" }, Ct)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["role", "from", "email"], faults.Json["errors"]!.AsArray().Select(fault => fault!["where"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_same_address_is_the_same_person_everywhere_also_when_invited_at_once()
    {
        var urns = new[] { await SchoolAsync(420004), await SchoolAsync(420005), await SchoolAsync(420006), await SchoolAsync(420007) };

        await Task.WhenAll(urns.Select(urn => access.InviteAsync(Administrator(urn), $"{urn}", "everywhere@school.example", Role.Teacher, Ct)));

        Assert.Equal(1L, await access.Surroundings.Database.ScalarAsync<long>("select count(distinct person_id) from access.memberships where tenant_id in ('420004', '420005', '420006', '420007')", Ct));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_the_members_of_others()
    {
        var (ours, theirs) = (await SchoolAsync(420008), await SchoolAsync(420009));
        var id = await access.InviteAsync(Administrator(theirs), $"{theirs}", "theirs@school.example", Role.Teacher, Ct);
        Person[] others =
        [
            Administrator(ours), new(Role.Head, [ours]), new(Role.OrganisationAdministrator, Trusts: [Trust]), new(Role.OrganisationAdministrator, LocalAuthorities: [936]),
        ];

        foreach (var other in others)
        {
            using var client = access.As(other);
            Assert.All(
                [
                    await client.GetAsync($"/api/v1/access/members/{theirs}", Ct), await client.GetAsync($"/access/members/{theirs}", Ct),
                    await client.GetAsync($"/access/members/{theirs}/{id}", Ct), await client.GetAsync($"/access/members/{theirs}/invite", Ct),
                    await client.PostAsync($"/api/v1/access/members/{theirs}", new { email = "x@school.example", role = "teacher" }, Ct),
                    await client.PutAsync($"/api/v1/access/members/{theirs}/{id}", new { role = "head" }, Ct),
                    await client.PostAsync($"/api/v1/access/members/{theirs}/{id}/ending", null, Ct),
                    await client.SubmitAsync($"/access/members/{theirs}/{id}", [("role", "head")], Ct), await client.SubmitAsync($"/access/members/{theirs}/{id}/end", [], Ct),
                    await client.GetAsync("/access/members/platform", Ct),
                ],
                reply => reply.Expect(HttpStatusCode.NotFound));
        }

        using var own = access.As(Administrator(ours)); // a membership of theirs by way of ours
        (await own.PutAsync($"/api/v1/access/members/{ours}/{id}", new { role = "head" }, Ct)).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Role.Teacher)]
    [InlineData(Role.DataManager)]
    [InlineData(Role.Governor)]
    [InlineData(Role.TrustAnalyst)]
    [InlineData(Role.LaOfficer)]
    public async Task Those_who_look_after_nobody_are_not_let_in(Role role)
    {
        using var client = access.As(new Person(role, [AccessUnderTest.Urn], [Trust], [936]));

        (await client.GetAsync($"/api/v1/access/members/{AccessUnderTest.Urn}", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_trust_and_an_authority_have_members_too()
    {
        await SchoolAsync(420010);
        using var trust = access.As(new Person(Role.OrganisationAdministrator, Trusts: [Trust]));
        using var authority = access.As(new Person(Role.OrganisationAdministrator, LocalAuthorities: [936]));

        (await trust.PostAsync("/api/v1/access/members/trust-" + Trust, new { email = "analyst@trust.example", role = "trust-analyst" }, Ct)).Expect(HttpStatusCode.Created);
        (await authority.PostAsync("/api/v1/access/members/la-936", new { email = "officer@la.example", role = "la-officer" }, Ct)).Expect(HttpStatusCode.Created);
        Assert.Equal("no-such-role", (await trust.PostAsync("/api/v1/access/members/trust-" + Trust, new { email = "t@trust.example", role = "head" }, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Cohesions_administrator_appoints_administrators_and_nobody_who_sees_a_child()
    {
        var urn = await SchoolAsync(420011);
        using var administrator = access.As(new Person(Role.Administrator));

        (await administrator.PostAsync($"/api/v1/access/members/{urn}", new { email = "first@school11.example", role = "organisation-administrator" }, Ct)).Expect(HttpStatusCode.Created);
        Assert.Equal("more-than-held", (await administrator.PostAsync($"/api/v1/access/members/{urn}", new { email = "x@school11.example", role = "head" }, Ct)).Expect(HttpStatusCode.Conflict).Problem);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_pages_have_nothing_that_axe_would_find(int width)
    {
        var urn = await SchoolAsync(420012);
        using var administrator = access.As(Administrator(urn));
        await administrator.SubmitAsync($"/access/members/{urn}/invite", [("email", $"axe{width}@school.example"), ("role", "cohesion-lead"), ("until-day", "31"), ("until-month", "7"), ("until-year", "2099")], Ct);
        var id = (await administrator.GetAsync($"/api/v1/access/members/{urn}", Ct)).Json.AsArray()[0]!["membershipId"]!.GetValue<Guid>();
        var page = await Browser.OpenAsync(access.Address, access.Tokens.TokenFor(Administrator(urn)), width);

        foreach (var (path, name) in new[] { ($"/access/members/{urn}?done=invited", "members"), ($"/access/members/{urn}/invite", "invite"), ($"/access/members/{urn}/{id}", "member") })
        {
            await page.GotoAsync(path);
            await Browser.AxeFindsNothingAsync(page);
            await page.ScreenshotAsync(new() { Path = Repository.File("TestResults", "screenshots", $"access-{name}-{width}.png"), FullPage = true });
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than its window.");
        }

        await page.Context.CloseAsync();
    }

    private static Person Administrator(int urn) => new(Role.OrganisationAdministrator, [urn]);

    private static async Task<Guid> OnlyMemberAsync(ApiClient client, int urn) =>
        Assert.Single((await client.GetAsync($"/api/v1/access/members/{urn}", Ct)).Json.AsArray())!["membershipId"]!.GetValue<Guid>();

    private async Task<int> SchoolAsync(int urn)
    {
        await access.KnowAsync(urn, Trust, Ct);
        return urn;
    }
}
