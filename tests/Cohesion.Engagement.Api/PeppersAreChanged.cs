using System.Net;
using Cohesion.Engagement.Agencies;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cohesion.Engagement.Api;

/// <summary>A pepper is changed as its options say: known everywhere, then the newest, then alone.</summary>
public sealed class PeppersAreChanged(EngagementApi api)
{
    private const string One = "the pepper before the change, long enough";
    private const string Two = "the pepper after the change, long enough";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_works_through_a_change_of_pepper_and_one_that_was_not_used_meanwhile_is_shown_as_lost()
    {
        var (used, unused) = ("", "");
        var (usedBy, unusedBy) = (Guid.Empty, Guid.Empty);
        await using (var before = await StartAsync(One, null))
        {
            (usedBy, used) = await AKeyAsync(before);
            (unusedBy, unused) = await AKeyAsync(before);
        }

        await using (var changing = await StartAsync(Two, One))
        {
            Assert.Equal(HttpStatusCode.OK, await UseAsync(changing, used));
            var newest = changing.Services.GetRequiredService<ApiKeyPeppers>().Newest;
            await Eventually.GivesAsync(() => PepperOfAsync(changing, usedBy), pepper => pepper == newest, "the hash is made anew", Ct);
        }

        await using var after = await StartAsync(Two, null);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(after, used));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(after, unused));
        using var administrator = after.As(Role.Administrator);
        Assert.Contains("Cannot be checked", (await administrator.GetAsync($"/engagement/agencies/{unusedBy}", Ct)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cannot be checked", (await administrator.GetAsync($"/engagement/agencies/{usedBy}", Ct)).Text, StringComparison.Ordinal);
    }

    private async Task<Peppered> StartAsync(string newest, string? other)
    {
        var service = new Peppered(newest, other) { Shared = api.Surroundings };
        await service.InitializeAsync();
        return service;
    }

    private static async Task<(Guid Agency, string Key)> AKeyAsync(Peppered service)
    {
        using var administrator = service.As(Role.Administrator);
        var agency = (await administrator.PostAsync("/api/v1/agencies", new { name = "Police", sector = "police", localAuthorities = new[] { 936 } }, Ct)).Expect(HttpStatusCode.Created).Json["id"]!.GetValue<Guid>();
        return (agency, (await administrator.PostAsync($"/api/v1/agencies/{agency}/keys", null, Ct)).Expect(HttpStatusCode.Created).Json["key"]!.GetValue<string>());
    }

    private static async Task<HttpStatusCode> UseAsync(Peppered service, string key)
    {
        using var client = service.Anonymous();
        client.Headers.Add(ApiKey.Header, key);
        return (await client.GetAsync("/api/v1/referrals", Ct)).Status;
    }

    private static async Task<string?> PepperOfAsync(Peppered service, Guid agency)
    {
        using var administrator = service.As(Role.Administrator);
        return (await administrator.GetAsync($"/api/v1/agencies/{agency}", Ct)).Expect(HttpStatusCode.OK).Read<ShowAgency.Shown>().Keys.Single().Pepper;
    }

    private sealed class Peppered(string newest, string? other) : ServiceUnderTest<EngagementJson>
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ApiKeys:Pepper"] = newest,
            ["ApiKeys:OtherPepper"] = other ?? "",
        };
    }
}
