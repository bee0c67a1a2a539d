using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Cohesion.Hosting.Api;

public sealed class Who_may_come_in(EchoService service) : IClassFixture<EchoService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_says_nothing_lets_nobody_in()
    {
        using var head = service.As(Role.Head, 125123);
        using var nobody = service.Anonymous();

        (await head.GetAsync("/api/v1/forgotten", Ct)).Expect(HttpStatusCode.Forbidden);
        (await nobody.GetAsync("/api/v1/forgotten", Ct)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_foreign_school_answers_exactly_like_one_that_is_not_there()
    {
        using var teacher = service.As(Role.Teacher, 125123);

        (await teacher.GetAsync("/api/v1/schools/125123/secret", Ct)).Expect(HttpStatusCode.OK);
        var foreign = (await teacher.GetAsync("/api/v1/schools/125124/secret", Ct)).Expect(HttpStatusCode.NotFound);
        var absent = (await teacher.GetAsync("/api/v1/schools/999999/secret", Ct)).Expect(HttpStatusCode.NotFound);

        Assert.Equal(WithoutTrace(absent.Text), WithoutTrace(foreign.Text));
    }

    [Fact]
    public async Task Another_role_of_the_same_school_does_not_come_in()
    {
        using var governor = service.As(Role.Governor, 125123);

        (await governor.GetAsync("/api/v1/schools/125123/secret", Ct)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back()
    {
        using var nobody = service.Anonymous();

        var reply = (await nobody.GetAsync("/echo/page", Ct)).Expect(HttpStatusCode.Redirect);

        Assert.Equal("/access/sign-in?returnUrl=%2Fecho%2Fpage", reply.Location);
        (await nobody.SubmitAsync("/echo/form", [], Ct)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused_even_with_the_cookie()
    {
        using var teacher = service.As(Role.Teacher, 125123);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo/form") { Headers = { { "Cookie", $"cohesion-session={teacher.Token}" }, { "Origin", "https://elsewhere.example" } } };

        Assert.Equal(HttpStatusCode.Forbidden, (await teacher.Http.SendAsync(request, Ct)).StatusCode);
        (await teacher.SubmitAsync("/echo/form", [], Ct)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_answer_says_what_a_browser_may_load()
    {
        using var nobody = service.Anonymous();

        var reply = await nobody.GetAsync("/health/live", Ct);

        Assert.Contains("default-src 'none'", reply.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_service_without_its_settings_does_not_start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Cohesion"] = "Host=127.0.0.1;Database=none";
        builder.AddCohesion("activity");
        builder.AddStore("activity", _ => { });
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Ct));

        Assert.Contains("Authority", refusal.Message, StringComparison.Ordinal);
    }

    private static string WithoutTrace(string problem) => System.Text.RegularExpressions.Regex.Replace(problem, "\"traceId\":\"[^\"]*\"", "");
}
