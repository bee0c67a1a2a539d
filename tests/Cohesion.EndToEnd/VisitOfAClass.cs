using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cohesion.Sample.Loading;

namespace Cohesion.EndToEnd;

/// <summary>Thirty learners and as many community-based sessions: the n-th register has the first n present, so that each register reaches one learner more.</summary>
public sealed record VisitOfAClass(Door Door, int Urn, IReadOnlyList<string> Learners, IReadOnlyList<string> Sessions, int ReachedBefore)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<VisitOfAClass> PlanAsync(Town town, int urn, int size, CancellationToken ct)
    {
        var lead = new Person("cohesion-lead", urn);
        var names = Door.Expect(await town.Door.GetAsync(lead, $"/api/v1/participation/{urn}/not-yet-reached", ct), "Not yet reached").Json["items"]!.AsArray();
        var learners = names.Where(learner => learner!["yearGroup"]!.GetValue<string>() is "1" or "2" or "3" or "4" or "R").Take(size)
            .Select(learner => learner!["learnerId"]!.GetValue<string>()).ToList();
        Assert.Equal(size, learners.Count);
        var plan = new JsonObject
        {
            ["urn"] = urn,
            ["title"] = "Visit of a class to the library",
            ["kind"] = "visit",
            ["audience"] = new JsonObject { ["learners"] = Ids(learners) },
            ["sessions"] = new JsonArray([.. Enumerable.Range(0, size).Select(i => (JsonNode)new JsonObject
            {
                ["on"] = town.Year.FirstDay.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["starts"] = Time(i, 0), ["ends"] = Time(i, 9),
            })]),
        };
        var planned = Door.Expect(await town.Door.PostAsync(lead, "/api/v1/activities", plan, Guid.NewGuid().ToString("N"), ct), "Planning");
        var visit = new VisitOfAClass(town.Door, urn, learners, [.. planned.Json["sessionIds"]!.AsArray().Select(id => id!.GetValue<string>())], 0);
        return visit with { ReachedBefore = await visit.ReachedAsync(ct) };
    }

    /// <summary>Sends a register until it is answered, with one key, as a careful client does when a service dies before it has answered.</summary>
    public async Task TakeAsync(int number, CancellationToken ct)
    {
        var register = new JsonObject { ["present"] = Ids(Learners.Take(number + 1)), ["absent"] = Ids(Learners.Skip(number + 1)) };
        var answer = await InsistAsync(token => Door.PostAsync(new Person("teacher", Urn), $"/api/v1/sessions/{Sessions[number]}/register", register, $"visit-{Sessions[number]}", token), ct);
        Door.Expect(answer, $"Register {number}");
    }

    /// <summary>As the school's reach has it.</summary>
    public async Task<int> ReachedAsync(CancellationToken ct) =>
        (await InsistAsync(token => Door.GetAsync(new Person("head", Urn), $"/api/v1/reach/{Urn}", token), ct)).Body?["total"]?["reached"]?.GetValue<int>() ?? 0;

    /// <summary>Waits until the reach counts every learner of the class, and is then right, not more than right.</summary>
    public async Task EveryoneIsReachedAsync(CancellationToken ct)
    {
        await Cohesion.Testing.Eventually.GivesAsync(() => ReachedAsync(ct), reached => reached >= ReachedBefore + Learners.Count, $"{Learners.Count} more reached at {Urn}", ct, Patience);
        Assert.Equal(ReachedBefore + Learners.Count, await ReachedAsync(ct));
    }

    private static async Task<Answer> InsistAsync(Func<CancellationToken, Task<Answer>> ask, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        while (true)
        {
            try
            {
                if (await ask(deadline.Token) is { Status: not (HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout) } answer)
                {
                    return answer;
                }
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(Pause, deadline.Token);
        }
    }

    private static string Time(int session, int minutes) => new TimeOnly(8, 0).AddMinutes((session * 10) + minutes).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}
