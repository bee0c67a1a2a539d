using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cohesion.Contracts;
using Cohesion.Sample;
using Cohesion.Sample.Loading;

namespace Cohesion.Benchmarks;

/// <summary>Fifty registers a second, of thirty learners each, for a minute; of every tenth, how long until the school's dashboard counts it.</summary>
public sealed class TakeRegisters(Door door, SampleFiles files)
{
    private const int PerSecond = 50;
    private const int Seconds = 60;
    private const int ClassSize = 30;
    private const int ProbeEvery = 10;
    private const int Schools = PerSecond * Seconds / ClassSize;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private readonly Times answered = new();
    private readonly Times shown = new();
    private int refused;

    public async Task<IReadOnlyList<Result>> RunAsync(CancellationToken ct)
    {
        var classes = new List<Class>();
        foreach (var urn in files.Urns())
        {
            if (classes.Count < Schools && await PrepareAsync(urn, ct) is { } prepared)
            {
                classes.Add(prepared);
            }
        }

        var started = Stopwatch.GetTimestamp();
        List<Task> running = [];
        for (var i = 0; i < classes.Count * ClassSize; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due - Stopwatch.GetElapsedTime(started) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, ct);
            }

            running.Add(TakeAsync(classes[i % classes.Count], i / classes.Count, i % ProbeEvery == 0, ct));
        }

        await Task.WhenAll(running);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return
        [
            Result.Plain(Result.Text($"registers of {ClassSize} learners taken"), Result.Text($"{answered.Count} in {seconds:0.0} s, {answered.Count / seconds:0} a second, {refused} refused")),
            Result.Plain("register answered, p50 / p95 / p99", Result.Text($"{answered.Percentile(50):0} / {answered.Percentile(95):0} / {answered.Percentile(99):0} ms")),
            Result.Plain("register to dashboard, p50 / p95", Result.Text($"{shown.Percentile(50):0} / {shown.Percentile(95):0} ms")),
            Result.Milliseconds("register to dashboard, p99", shown.Percentile(99), 2000),
        ];
    }

    /// <summary>Plans a class's thirty sessions, of learners whom nothing has reached yet: session n reaches the n-th of them, so that each register moves the figure by one.</summary>
    private async Task<Class?> PrepareAsync(int urn, CancellationToken ct)
    {
        var (lead, head) = (new Person("cohesion-lead", urn), new Person("head", urn));
        var names = Door.Expect(await door.GetAsync(lead, $"/api/v1/participation/{urn}/not-yet-reached", ct), "Learners not yet reached").Json["items"]!.AsArray();
        if (names.Count < ClassSize)
        {
            return null;
        }

        var learners = names.Take(ClassSize).Select(learner => learner!["learnerId"]!.GetValue<string>()).ToList();
        var day = AcademicYear.Of(TimeProvider.System.GetUtcNow()).FirstDay;
        var plan = new JsonObject
        {
            ["urn"] = urn,
            ["title"] = "Benchmark: visit of a class",
            ["kind"] = "visit",
            ["audience"] = new JsonObject { ["learners"] = Ids(learners) },
            ["sessions"] = new JsonArray([.. Enumerable.Range(0, ClassSize).Select(i => (JsonNode)new JsonObject
            {
                ["on"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["starts"] = new TimeOnly(8, 0).AddMinutes(i * 10).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                ["ends"] = new TimeOnly(8, 9).AddMinutes(i * 10).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            })]),
        };
        var planned = Door.Expect(await door.PostAsync(lead, "/api/v1/activities", plan, Guid.NewGuid().ToString("N"), ct), "Planning");
        return new Class(urn, head, learners, [.. planned.Json["sessionIds"]!.AsArray().Select(id => id!.GetValue<string>())], await DashboardReach.OfSchoolAsync(door, head, urn, ct));
    }

    private async Task TakeAsync(Class @class, int number, bool probe, CancellationToken ct)
    {
        var register = new JsonObject { ["present"] = Ids(@class.Learners.Take(number + 1)), ["absent"] = Ids(@class.Learners.Skip(number + 1)) };
        var started = Stopwatch.GetTimestamp();
        var answer = await door.PostAsync(new Person("teacher", @class.Urn), $"/api/v1/sessions/{@class.Sessions[number]}/register", register, Guid.NewGuid().ToString("N"), ct);
        answered.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if ((int)answer.Status >= 300)
        {
            Interlocked.Increment(ref refused);
        }
        else if (probe)
        {
            await ProbeAsync(@class, @class.ReachedBefore + number + 1, ct);
        }
    }

    private async Task ProbeAsync(Class @class, int wished, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (await DashboardReach.OfSchoolAsync(door, @class.Head, @class.Urn, ct) < wished)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new SampleException($"The dashboard of {@class.Urn} did not show {wished} learners within {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Between, ct);
        }

        shown.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)id)]);

    private sealed record Class(int Urn, Person Head, IReadOnlyList<string> Learners, IReadOnlyList<string> Sessions, int ReachedBefore);
}
