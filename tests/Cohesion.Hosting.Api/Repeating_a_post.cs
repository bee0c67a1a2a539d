using System.Net;
using Xunit;

namespace Cohesion.Hosting.Api;

public sealed class Repeating_a_post(EchoService service) : IClassFixture<EchoService>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_and_are_done_once()
    {
        using var teacher = service.As(Role.Teacher);
        var before = service.Echoes;

        var first = (await teacher.PostAsync("/api/v1/echoes", new { text = "hello" }, Ct, "k1")).Expect(HttpStatusCode.Created);
        var second = (await teacher.PostAsync("/api/v1/echoes", new { text = "hello" }, Ct, "k1")).Expect(HttpStatusCode.Created);

        Assert.Equal(before + 1, service.Echoes);
        Assert.Equal((first.Text, first.Location, first.Version), (second.Text, second.Location, second.Version));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        using var teacher = service.As(Role.Teacher);
        await teacher.PostAsync("/api/v1/echoes", new { text = "hello" }, Ct, "k2");

        var reply = (await teacher.PostAsync("/api/v1/echoes", new { text = "goodbye" }, Ct, "k2")).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("idempotency-key-reused", reply.Problem);
    }

    [Fact]
    public async Task A_post_without_a_key_is_told_so()
    {
        using var teacher = service.As(Role.Teacher);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/echoes") { Content = new StringContent("{\"text\":\"hi\"}", System.Text.Encoding.UTF8, "application/json") };

        var reply = (await teacher.SendAsync(request, Ct)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains("Idempotency-Key", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_first_is_at_work_a_repeat_is_asked_to_wait()
    {
        using var teacher = service.As(Role.Teacher);
        var first = teacher.PostAsync("/api/v1/echoes", new { text = "slow", wait = true }, Ct, "k3");
        await service.Entered.Task.WaitAsync(Ct);

        var repeat = await teacher.PostAsync("/api/v1/echoes", new { text = "slow", wait = true }, Ct, "k3");
        service.Gate.TrySetResult();

        Assert.Equal("request-running", repeat.Expect(HttpStatusCode.Conflict).Problem);
        (await first).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Keys_of_different_people_do_not_meet()
    {
        using var teacher = service.As(Role.Teacher);
        using var other = new Testing.ApiClient(teacher.Http.BaseAddress!, service.TokenOf("somebody-else"));

        var mine = (await teacher.PostAsync("/api/v1/echoes", new { text = "mine" }, Ct, "k4")).Expect(HttpStatusCode.Created);
        var theirs = (await other.PostAsync("/api/v1/echoes", new { text = "theirs" }, Ct, "k4")).Expect(HttpStatusCode.Created);

        Assert.NotEqual(mine.Location, theirs.Location);
    }

    [Fact]
    public async Task A_failure_of_ours_is_not_kept_and_tells_nothing_of_its_cause()
    {
        using var teacher = service.As(Role.Teacher);
        var before = service.Echoes;

        var first = (await teacher.PostAsync("/api/v1/failures", new { }, Ct, "k5")).Expect(HttpStatusCode.InternalServerError);
        await teacher.PostAsync("/api/v1/failures", new { }, Ct, "k5");

        Assert.Equal(before + 2, service.Echoes);
        Assert.DoesNotContain("Zoë", first.Text, StringComparison.Ordinal);
    }
}
