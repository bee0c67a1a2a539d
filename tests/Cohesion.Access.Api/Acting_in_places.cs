using System.Net;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace Cohesion.Access.Api;

/// <summary>What an invited person may do after signing in with their own account, and how it ends.</summary>
public sealed class Acting_in_places(AccessWithProviders access) : IClassFixture<AccessWithProviders>
{
    private const string Trust = "places-trust";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_acts_in_several_places_chooses_and_switches()
    {
        var (first, second) = (await SchoolAsync(440001), await SchoolAsync(440002));
        await access.InviteAsync(Administrator(first), $"{first}", "several@school.example", Role.Teacher, Ct);
        var asHead = await access.InviteAsync(Administrator(second), $"{second}", "several@school.example", Role.Head, Ct);
        using var visitor = new Visitor(access.Address);

        var arrived = await visitor.SignInAsync("several@school.example", Ct);
        Assert.Equal("/access/places", arrived.Next!.AbsolutePath);
        Assert.False(visitor.IsSignedIn);
        var page = await visitor.GetAsync(arrived.Next.ToString(), Ct);
        Assert.All([$"School {first}", $"School {second}", "Teacher", "Head teacher"], words => Assert.Contains(words, page.Text, StringComparison.Ordinal));

        await visitor.SubmitAsync("/access/places", Ct, ("membership", $"{asHead}"));
        Assert.Equal(("head", $"{second}"), Acts(visitor));

        var asTeacher = page.Text.Split("value=\"").Select(part => part.Split('"')[0]).First(value => Guid.TryParse(value, out var id) && id != asHead);
        await visitor.SubmitAsync("/access/places", Ct, ("membership", asTeacher));
        Assert.Equal(("teacher", $"{first}"), Acts(visitor));
    }

    [Fact]
    public async Task Nobody_chooses_the_membership_of_another()
    {
        var urn = await SchoolAsync(440003);
        await access.InviteAsync(Administrator(urn), $"{urn}", "modest@school.example", Role.Teacher, Ct);
        var another = await access.InviteAsync(Administrator(urn), $"{urn}", "another@school.example", Role.Head, Ct);
        using (var other = new Visitor(access.Address))
        {
            await other.SignInAsync("another@school.example", Ct);
        }

        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("modest@school.example", Ct);

        var seen = await visitor.SubmitAsync("/access/places", Ct, ("membership", $"{another}"));

        Assert.Equal(HttpStatusCode.BadRequest, seen.Status);
        Assert.Equal(("teacher", $"{urn}"), Acts(visitor));
    }

    [Fact]
    public async Task A_membership_that_ends_ends_its_tokens_and_is_not_renewed()
    {
        var urn = await SchoolAsync(440004);
        var id = await access.InviteAsync(Administrator(urn), $"{urn}", "leaver@school.example", Role.Head, Ct);
        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("leaver@school.example", Ct);
        using var client = new ApiClient(access.Address, visitor.Cookie("cohesion-session"));
        (await client.GetAsync($"/api/v1/access/members/{urn}", Ct)).Expect(HttpStatusCode.OK);
        using var administrator = access.As(Administrator(urn));

        (await administrator.PostAsync($"/api/v1/access/members/{urn}/{id}/ending", null, Ct)).Expect(HttpStatusCode.NoContent);

        (await client.GetAsync($"/api/v1/access/members/{urn}", Ct)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("/access/places", (await visitor.GetAsync("/access/session/renew?returnUrl=/activity", Ct)).Next!.AbsolutePath);
        Assert.Contains("no place where you may act", (await visitor.GetAsync("/access/places", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_membership_that_changes_changes_with_the_next_token_and_the_last_one_ends()
    {
        var urn = await SchoolAsync(440005);
        var id = await access.InviteAsync(Administrator(urn), $"{urn}", "promoted@school.example", Role.Teacher, Ct);
        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("promoted@school.example", Ct);
        using var administrator = access.As(Administrator(urn));

        (await administrator.PutAsync($"/api/v1/access/members/{urn}/{id}", new { role = "head" }, Ct)).Expect(HttpStatusCode.NoContent);
        await visitor.GetAsync("/access/session/renew?returnUrl=/activity", Ct);

        Assert.Equal(("head", $"{urn}"), Acts(visitor));
        using var client = new ApiClient(access.Address, visitor.Cookie("cohesion-session"));
        (await client.GetAsync($"/api/v1/access/members/{urn}", Ct)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_locked_out_is_out_everywhere_until_let_in_again()
    {
        var urn = await SchoolAsync(440006);
        await access.InviteAsync(Administrator(urn), $"{urn}", "locked@school.example", Role.Head, Ct);
        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("locked@school.example", Ct);
        using var client = new ApiClient(access.Address, visitor.Cookie("cohesion-session"));
        var person = new JsonWebToken(client.Token).Subject["person-".Length..];
        using var cohesion = access.As(new Person(Role.Administrator));

        (await cohesion.PostAsync($"/api/v1/access/people/{person}/disabling", null, Ct)).Expect(HttpStatusCode.NoContent);
        (await client.GetAsync($"/api/v1/access/members/{urn}", Ct)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("/access/sign-in", (await visitor.GetAsync("/access/session/renew?returnUrl=/activity", Ct)).Next!.AbsolutePath);
        using var again = new Visitor(access.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await again.SignInAsync("locked@school.example", Ct)).Status);

        (await cohesion.PostAsync($"/api/v1/access/people/{person}/enabling", null, Ct)).Expect(HttpStatusCode.NoContent);
        using var back = new Visitor(access.Address);
        Assert.Equal(HttpStatusCode.Redirect, (await back.SignInAsync("locked@school.example", Ct)).Status);
        Assert.Equal(("head", $"{urn}"), Acts(back));
    }

    [Fact]
    public async Task Every_sign_in_starts_a_session_of_its_own()
    {
        var urn = await SchoolAsync(440007);
        await access.InviteAsync(Administrator(urn), $"{urn}", "fixed@school.example", Role.Teacher, Ct);
        using var visitor = new Visitor(access.Address);
        await visitor.SignInAsync("fixed@school.example", Ct);
        var (secret, session) = (visitor.Cookie("cohesion-session-id"), new JsonWebToken(visitor.Cookie("cohesion-session")).GetClaim("sid").Value);

        await visitor.SignInAsync("fixed@school.example", Ct);

        Assert.NotEqual(secret, visitor.Cookie("cohesion-session-id"));
        Assert.NotEqual(session, new JsonWebToken(visitor.Cookie("cohesion-session")).GetClaim("sid").Value);
    }

    private static Person Administrator(int urn) => new(Role.OrganisationAdministrator, [urn]);

    private static (string Role, string School) Acts(Visitor visitor)
    {
        var token = new JsonWebToken(visitor.Cookie("cohesion-session"));
        return (token.GetClaim("role").Value, token.GetClaim("school").Value);
    }

    private async Task<int> SchoolAsync(int urn)
    {
        await access.KnowAsync(urn, Trust, Ct);
        return urn;
    }
}
