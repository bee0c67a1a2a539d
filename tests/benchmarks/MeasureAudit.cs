using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Cohesion.Activity;
using Cohesion.Contracts.EquityMonitoring;
using Cohesion.Hosting;
using Cohesion.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cohesion.Benchmarks;

/// <summary>The command <c>audit</c>: registers taken and learners listed, on the record and off it in turn, one at a time and sixteen at once, fsync on.</summary>
internal static class MeasureAudit
{
    private const int Schools = 40;
    private const int ClassSize = 30;
    private const int AtOnce = 16;
    private const int Views = 1_200;

    public static Command Command()
    {
        var command = new Command("audit", "What it costs that every answer waits until it is on record: the same requests with and without, in turn, in one run.");
        command.SetAction((_, ct) => RunAsync(ct));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var postgres = await PrivateServers.StartDurableAsync("postgres");
        Environment.SetEnvironmentVariable("COHESION_TEST_POSTGRES", postgres.Addresses["COHESION_TEST_POSTGRES"]);
        await using var service = new Service();
        await service.InitializeAsync();
        var registers = await PrepareAsync(service, ct);
        var half = registers.Count / 2;
        var results = new List<Result>();
        results.AddRange(await CompareAsync("register taken, one at a time", service, registers[..half], 1, ct));
        results.AddRange(await CompareAsync($"register taken, {AtOnce} at once", service, registers[half..], AtOnce, ct));
        var views = Enumerable.Range(0, Views).Select(number => new Ask(HttpMethod.Get, registers[number % registers.Count].Urn, $"/api/v1/participation/{registers[number % registers.Count].Urn}/learners", null)).ToList();
        results.AddRange(await CompareAsync("learners listed, one at a time", service, views[..(Views / 2)], 1, ct));
        results.AddRange(await CompareAsync($"learners listed, {AtOnce} at once", service, views[(Views / 2)..], AtOnce, ct));
        Console.WriteLine(Result.Table(results));
        return 0;
    }

    /// <summary>In turns of as many as go at once: one turn on the record, the next off it. The first turns of each warm up.</summary>
    private static async Task<IReadOnlyList<Result>> CompareAsync(string what, Service service, IReadOnlyList<Ask> asks, int atOnce, CancellationToken ct)
    {
        var (on, off) = (new Times(), new Times());
        var turns = asks.Chunk(atOnce).ToList();
        for (var turn = 0; turn < turns.Count; turn++)
        {
            var (audited, counts) = (turn % 2 == 0, turn >= turns.Count / 10);
            await Task.WhenAll(turns[turn].Select(async ask =>
            {
                var milliseconds = await SendAsync(service, ask, audited, ct);
                if (counts)
                {
                    (audited ? on : off).Add(milliseconds);
                }
            }));
        }

        return
        [
            Result.Plain(what + ", p50 / p95 on the record", Result.Text($"{on.Percentile(50):0.0} / {on.Percentile(95):0.0} ms of {on.Count}")),
            Result.Plain(what + ", p50 / p95 off the record", Result.Text($"{off.Percentile(50):0.0} / {off.Percentile(95):0.0} ms of {off.Count}")),
            Result.Plain(what + ", ratio of p50 / p95", Result.Text($"{on.Percentile(50) / off.Percentile(50):0.00} / {on.Percentile(95) / off.Percentile(95):0.00}")),
        ];
    }

    private static async Task<double> SendAsync(Service service, Ask ask, bool audited, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(ask.Method, ask.Path) { Content = ask.Body is null ? null : System.Net.Http.Json.JsonContent.Create(ask.Body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (!audited)
        {
            request.Headers.Add(OffTheRecord.Header, "1");
        }

        var client = service.TeacherOf(ask.Urn);
        var started = Stopwatch.GetTimestamp();
        (await client.SendAsync(request, ct)).Expect(HttpStatusCode.OK);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<List<Ask>> PrepareAsync(Service service, CancellationToken ct)
    {
        await using var equity = await MessageProbe.StartAsync(service.Surroundings.VirtualHost, ct);
        var asks = new List<Ask>();
        foreach (var urn in Enumerable.Range(125_000, Schools))
        {
            var learners = Enumerable.Range(0, ClassSize).Select(number => new LearnerOnRoll(Guid.CreateVersion7(), 1, $"Learner {number}", "5", "5A")).ToList();
            await equity.PublishAsync(new LearnersJoinedRoll(urn, learners, TimeProvider.System.GetUtcNow().AddDays(-30)), ct);
            using var lead = service.As(Role.CohesionLead, urn);
            await Eventually.GivesAsync(
                () => lead.GetAsync($"/api/v1/participation/{urn}/not-yet-reached", ct), reply => reply.Json["items"]!.AsArray().Count > 0, "the roll", ct, TimeSpan.FromMinutes(2));
            var sessions = Enumerable.Range(0, ClassSize).Select(number => new { on = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-1).ToString("O"), starts = $"08:{number:00}:00", ends = $"09:{number:00}:00" });
            var plan = new { urn, title = "Visit of a class", kind = "visit", audience = new { yearGroups = new[] { "5" } }, sessions };
            var planned = (await lead.PostAsync("/api/v1/activities", plan, ct)).Expect(HttpStatusCode.Created).Json;
            asks.AddRange(planned["sessionIds"]!.AsArray().Select(id => new Ask(HttpMethod.Post, urn, $"/api/v1/sessions/{id}/register", new { absent = new[] { learners[0].LearnerId } })));
        }

        return asks;
    }

    private sealed record Ask(HttpMethod Method, int Urn, string Path, object? Body);

    private sealed class Service : ServiceUnderTest<ActivityJson>
    {
        private readonly Dictionary<int, ApiClient> teachers = [];

        public ApiClient TeacherOf(int urn)
        {
            lock (teachers)
            {
                return teachers.TryGetValue(urn, out var known) ? known : teachers[urn] = As(Role.Teacher, urn);
            }
        }

        protected override void Configure(IServiceCollection services) => services.AddSingleton<MatcherPolicy, OffTheRecord>();
    }
}
