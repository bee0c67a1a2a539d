using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cohesion.Contracts;
using Cohesion.Sample;
using Cohesion.Sample.Loading;

namespace Cohesion.Benchmarks;

/// <summary>
/// How long the releases of a whole authority take: the first, when its officer asks for the first time, and the next ones, each held against all before it,
/// which follow on a school's ending its agreement. In between a part of every school's learners takes part.
/// </summary>
public sealed class ReleaseFigures(Door door, SampleFiles files, int laCode)
{
    private const int AtOnce = 8;

    /// <summary>Which part of each school has taken part before each release.</summary>
    private static readonly double[] Reached = [0.4, 0.6, 0.75, 0.85];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<Result>> RunAsync(CancellationToken ct)
    {
        var urns = files.Urns();
        var (officer, dashboard) = (new Person("la-officer", urns[0]), $"/api/v1/reports/local-authorities/{laCode:000}");
        await TakePartAsync(urns, 0, ct);
        var started = Stopwatch.GetTimestamp();
        var told = Door.Expect(await door.GetAsync(officer, dashboard, ct), "The first release").Json;
        List<Result> results = [Of(1, started, told)];
        for (var release = 2; release <= Reached.Length; release++)
        {
            await TakePartAsync(urns, release - 1, ct);
            await EndAgreementAsync(urns[^release], ct);
            var before = told["releasedAt"]!.GetValue<string>();
            started = Stopwatch.GetTimestamp();
            while (told["releasedAt"]!.GetValue<string>() == before)
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new SampleException($"Release {release} was not made within {Patience.TotalMinutes} minutes.");
                }

                await Task.Delay(Between, ct);
                told = Door.Expect(await door.GetAsync(officer, dashboard, ct), "The dashboard").Json;
            }

            results.Add(Of(release, started, told));
        }

        return results;
    }

    private static Result Of(int release, long started, JsonNode told)
    {
        var (schools, groups) = (told["schools"]!.AsArray(), told["groups"]!.AsArray());
        return Result.Plain(
            Result.Text($"release {release} of {schools.Count} schools, until it is told"),
            Result.Text($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; hidden: {Hidden(schools)} of the schools’ totals, {Hidden(groups)} of the authority’s {groups.Count} groups"));
    }

    private static int Hidden(JsonArray figures) => figures.Count(figure => figure!["figure"]!["hidden"] is not null);

    /// <summary>One session in every school, at which the next part of its learners was present.</summary>
    private async Task TakePartAsync(IReadOnlyList<int> urns, int time, CancellationToken ct)
    {
        await Parallel.ForEachAsync(urns, Parallelism(ct), async (urn, token) =>
        {
            var learners = (await new LoadRoll(door).LearnersAsync(files, urn, token)).Values.ToArray();
            new Random(urn).Shuffle(learners);
            var present = learners[Part(time == 0 ? 0 : Reached[time - 1])..Part(Reached[time])];
            if (present is [])
            {
                return;
            }

            int Part(double share) => (int)(learners.Length * share);
            var plan = new JsonObject
            {
                ["urn"] = urn,
                ["title"] = "Benchmark: a part of the school",
                ["kind"] = "visit",
                ["audience"] = new JsonObject { ["learners"] = Ids(present) },
                ["sessions"] = new JsonArray(new JsonObject
                {
                    ["on"] = AcademicYear.Of(TimeProvider.System.GetUtcNow()).FirstDay.AddDays(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["starts"] = "08:00:00",
                    ["ends"] = "08:30:00",
                }),
            };
            var planned = Door.Expect(await door.PostAsync(new Person("cohesion-lead", urn), "/api/v1/activities", plan, Guid.NewGuid().ToString("N"), token), "Planning");
            var session = planned.Json["sessionIds"]!.AsArray().Single()!.GetValue<string>();
            var before = await DashboardReach.OfSchoolAsync(door, new Person("head", urn), urn, token);
            Door.Expect(await door.PostAsync(
                new Person("teacher", urn), $"/api/v1/sessions/{session}/register", new JsonObject { ["present"] = Ids(present), ["absent"] = new JsonArray() }, Guid.NewGuid().ToString("N"), token), "The register");
            await door.AwaitAsync(new Person("head", urn), $"/api/v1/reports/schools/{urn}", report => report["total"]?["numerator"]?.GetValue<int>() > before, "the register to be counted", Patience, token);
        });
    }

    private async Task EndAgreementAsync(int urn, CancellationToken ct)
    {
        var (head, agreements) = (new Person("head", urn), $"/api/v1/access/schools/{urn}/agreements");
        var current = Door.Expect(await door.GetAsync(head, agreements, ct), "Agreements").Json.AsArray().First(a => a!["with"]!.GetValue<string>() == $"la-{laCode:000}" && a["state"]!.GetValue<string>() == "current")!;
        Door.Expect(await door.PostAsync(head, $"{agreements}/{current["agreementId"]}/ending", null, Guid.NewGuid().ToString("N"), ct), "Ending an agreement");
    }

    private static ParallelOptions Parallelism(CancellationToken ct) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)id)]);
}
