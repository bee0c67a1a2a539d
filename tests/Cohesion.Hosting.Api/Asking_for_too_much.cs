using System.Net;
using Cohesion.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Cohesion.Hosting.Api;

public sealed class Asking_for_too_much(EchoService service) : IClassFixture<EchoService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_imports_too_much_is_told_how_long_to_wait_and_other_schools_are_not_kept_waiting()
    {
        using var manager = service.As(Role.DataManager, 125123, 125124);
        for (var import = 0; import < EchoService.Permitted; import++)
        {
            (await manager.PostAsync("/api/v1/schools/125123/imports", new { }, Ct)).Expect(HttpStatusCode.OK);
        }

        var refused = (await manager.PostAsync("/api/v1/schools/125123/imports", new { }, Ct)).Expect(HttpStatusCode.TooManyRequests);

        Assert.Equal("too-many-requests", refused.Problem);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        (await manager.PostAsync("/api/v1/schools/125124/imports", new { }, Ct)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_agencys_key_does_not_use_up_anothers()
    {
        using var greedy = service.Anonymous();
        greedy.Headers.Add("X-Api-Key", "greedy");
        using var modest = service.Anonymous();
        modest.Headers.Add("X-Api-Key", "modest");
        for (var request = 0; request < EchoService.Permitted; request++)
        {
            (await greedy.GetAsync("/api/v1/keyed", Ct)).Expect(HttpStatusCode.OK);
        }

        (await greedy.GetAsync("/api/v1/keyed", Ct)).Expect(HttpStatusCode.TooManyRequests);
        (await modest.GetAsync("/api/v1/keyed", Ct)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_in_is_counted_by_address()
    {
        for (var attempt = 0; attempt < EchoService.Permitted; attempt++)
        {
            (await SignInFromAsync("192.0.2.1")).Expect(HttpStatusCode.OK);
        }

        Assert.NotNull((await SignInFromAsync("192.0.2.1")).Expect(HttpStatusCode.TooManyRequests).Headers.RetryAfter);
        (await SignInFromAsync("192.0.2.2")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_network_of_new_addresses_is_one_network()
    {
        for (var attempt = 0; attempt < EchoService.Permitted; attempt++)
        {
            (await SignInFromAsync($"2001:db8:0:1::{attempt + 1}")).Expect(HttpStatusCode.OK);
        }

        (await SignInFromAsync("2001:db8:0:1:ffff::1")).Expect(HttpStatusCode.TooManyRequests);
        (await SignInFromAsync("2001:db8:0:2::1")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_limit_that_lets_nobody_through_is_a_mistake()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Cohesion"] = "Host=127.0.0.1;Database=none";
        builder.Configuration["Tokens:Authority"] = "http://127.0.0.1:9";
        builder.Configuration["RateLimits:Imports:Requests"] = "0";
        builder.AddCohesion("activity");
        builder.AddStore("activity", _ => { });
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Ct));

        Assert.Contains("Requests", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<Reply> SignInFromAsync(string address)
    {
        using var client = service.Anonymous();
        client.Headers.Add("X-Forwarded-For", address);
        return await client.SubmitAsync("/echo/sign-in", [], Ct);
    }
}
