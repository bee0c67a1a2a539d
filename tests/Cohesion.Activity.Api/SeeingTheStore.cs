using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Hosting;
using Cohesion.Testing;
using Xunit;
using static Cohesion.Activity.Api.StoreOfActivity;

namespace Cohesion.Activity.Api;

/// <summary>The administrator's view of the event store: how it is doing, streams and their events.</summary>
public sealed class SeeingTheStore(ActivityApi api) : IClassFixture<ActivityApi>
{
    private readonly StoreOfActivity given = new(api);

    public static TheoryData<Role> EveryoneElse => [.. Enum.GetValues<Role>().Where(role => role is not Role.Administrator)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_follows_says_how_far_it_has_come_and_who_follows()
    {
        await given.PlanAsync();
        await api.SettleAsync(Ct);
        using var administrator = api.As(Role.Administrator);

        var store = (await administrator.GetAsync(ApiRoot, Ct)).Expect(HttpStatusCode.OK).Json["store"]!;

        var head = await given.HeadAsync();
        Assert.Equal((head, 1), (store["head"]!.GetValue<long>(), store["replicas"]!.GetValue<int>()));
        Assert.Equal(["activity_calendar inline 0", "year_ledger async 1"], store["readModels"]!.AsArray().Select(model => $"{model!["name"]} {model["lifecycle"]} {model["followers"]!.AsArray().Count}"));
        foreach (var follower in new[] { store["readModels"]![1]!["followers"]![0]!, store["publisher"]! })
        {
            Assert.Equal((head, 0L, "thisReplica"), (follower["position"]!.GetValue<long>(), follower["lag"]!.GetValue<long>(), follower["followedBy"]!.GetValue<string>()));
            Assert.False(follower["cannotGoOn"]!.GetValue<bool>());
        }
    }

    [Fact]
    public async Task Streams_are_found_by_whose_they_are_how_they_begin_and_their_kind_a_page_at_a_time()
    {
        var (school, activity) = await given.PlanAsync(Enumerable.Range(1, 27).Select(day => (object)new { on = $"2027-05-{day:00}", starts = "13:15", ends = "14:30" }));
        using var administrator = api.As(Role.Administrator);

        var page = (await administrator.GetAsync($"{ApiRoot}/streams?tenant={school.Urn}", Ct)).Expect(HttpStatusCode.OK).Json;
        var rest = (await administrator.GetAsync($"{ApiRoot}/streams?tenant={school.Urn}&cursor={Uri.EscapeDataString(page["next"]!.GetValue<string>())}", Ct)).Json;
        Assert.Equal((25, 3), (page["items"]!.AsArray().Count, rest["items"]!.AsArray().Count));
        Assert.Null(rest["next"]);
        Assert.Equal(28, Ids(page).Concat(Ids(rest)).Distinct().Count());
        Assert.Contains($"activity-{activity}", Ids(page).Concat(Ids(rest)));

        var found = (await administrator.GetAsync($"{ApiRoot}/streams?tenant={school.Urn}&prefix=activity-&type=planned_activity", Ct)).Json;
        Assert.Equal([$"activity-{activity}"], Ids(found));
        Assert.Empty(Ids((await administrator.GetAsync($"{ApiRoot}/streams?tenant={school.Urn}&prefix=%25", Ct)).Json));
        Assert.Equal("invalid", (await administrator.GetAsync($"{ApiRoot}/streams?cursor=elsewhere", Ct)).Problem);
    }

    [Fact]
    public async Task An_event_is_told_without_what_it_says_except_in_development()
    {
        var (school, activity) = await given.PlanAsync();
        using var administrator = api.As(Role.Administrator);
        var path = $"/streams/{school.Urn}/activity-{activity}";

        var read = (await administrator.GetAsync(ApiRoot + path, Ct)).Expect(HttpStatusCode.OK).Json;
        var first = read["events"]![0]!;
        Assert.Equal(("activity_planned", 1, "person-cohesion-lead"), (first["event"]!["type"]!.GetValue<string>(), first["event"]!["version"]!.GetValue<int>(), first["event"]!["by"]!.GetValue<string>()));
        Assert.Equal("Year 5 visit to the Gurdwara", first["data"]!["plan"]!["title"]!.GetValue<string>());
        Assert.Equal("not-found", (await administrator.GetAsync($"{ApiRoot}/streams/{school.Urn}/activity-{Guid.NewGuid()}", Ct)).Problem);

        await using var live = new Live { Shared = api.Surroundings };
        await live.InitializeAsync();
        using var there = live.As(Role.Administrator);
        var told = (await there.GetAsync(ApiRoot + path, Ct)).Expect(HttpStatusCode.OK);
        var page = (await there.GetAsync(Root + path, Ct)).Expect(HttpStatusCode.OK);
        Assert.Equal(first["event"]!.ToJsonString(), told.Json["events"]![0]!["event"]!.ToJsonString());
        Assert.Null(told.Json["events"]![0]!["data"]);
        Assert.Contains("activity_planned", page.Text, StringComparison.Ordinal);
        Assert.All(new[] { told.Text, page.Text }, text => Assert.DoesNotContain("Gurdwara", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryoneElse))]
    public async Task Nobody_but_the_administrator_sees_or_does_any_of_it(Role role)
    {
        var (school, activity) = await given.PlanAsync();
        using var person = api.As(role, school.Urn);
        var stream = $"/streams/{school.Urn}/activity-{activity}";
        foreach (var path in new[] { ApiRoot, $"{ApiRoot}/streams", ApiRoot + stream, Root, $"{Root}/streams", Root + stream, Rebuild, $"{Skip}?position=1" })
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await person.GetAsync(path, Ct)).Status));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await person.SubmitAsync(Rebuild, [], Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.SubmitAsync(Skip, [("position", "1"), ("reason", "Because")], Ct)).Status);
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["items"]!.AsArray().Select(stream => stream!["id"]!.GetValue<string>());

    /// <summary>The service as schools use it.</summary>
    private sealed class Live : ServiceUnderTest<ActivityJson>
    {
        protected override string Environment => "Production";
    }
}
