using System.Diagnostics;

using Cohesion.EventStore;
using Cohesion.Testing;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Followers(Database database)
{
    private const string Counted = "select tenant_id, learner, count(*) from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2";
    private const string Projected = "select tenant_id, learner, times from visits order by 1, learner::text";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_and_checkpoint_move_together_even_when_the_connection_dies_between()
    {
        await using var clubs = await database.StartAsync(store => store.Project(new Faulty(Visits.Projection(), after: connection =>
            Random.Shared.Next(2) == 0 ? KillAsync(connection) : Task.CompletedTask), Lifecycle.Async));
        var position = await Projections.FillAsync(clubs);
        await clubs.Store.Home.WaitForProjectionAsync("visits", position, Ct);
        Assert.Equal(await clubs.LinesAsync(Counted), await clubs.LinesAsync(Projected));
    }

    [Fact]
    public async Task Two_replicas_share_and_one_takes_over_when_the_other_ends()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var one = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async), schema);
        var other = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async), schema);
        var writing = Task.WhenAll(Projections.FillAsync(one, seed: 1), Projections.FillAsync(other, seed: 2));
        await other.Store.Home.WaitForProjectionAsync("visits", 1, Ct);
        await writing;
        await other.DisposeAsync();
        await one.Store.Home.WaitForProjectionAsync("visits", await Projections.FillAsync(one, seed: 3), Ct);
        Assert.Equal(await one.LinesAsync(Counted), await one.LinesAsync(Projected));
    }

    [Fact]
    public async Task Followers_go_on_after_the_database_has_thrown_everybody_out()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async));
        await clubs.Store.Home.WaitForProjectionAsync("visits", await Projections.FillAsync(clubs, seed: 1), Ct);
        await database.Real.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{clubs.Store.Schema}'", Ct);
        var position = await Eventually.GivesAsync(async () => await AppendOrZeroAsync(clubs), appended => appended > 0, "the service appends again", Ct);
        await clubs.Store.Home.WaitForProjectionAsync("visits", position, Ct);
        Assert.Equal(await clubs.LinesAsync(Counted), await clubs.LinesAsync(Projected));
    }

    [Fact]
    public async Task An_event_that_cannot_be_followed_is_shown_and_waited_for_not_skipped()
    {
        var mended = false;
        await using var clubs = await database.StartAsync(store => store.Project(new Faulty(Visits.Projection(), before: events =>
        {
            if (!mended && events.Any(@event => @event.Version == 3))
                throw new InvalidDataException("bad event");
        }), Lifecycle.Async));
        foreach (var day in Enumerable.Range(1, 5))
            await clubs.Store.AppendAsync(new(Tenant.Of(1), "club"), ExpectedVersion.Any, [new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, day))], EventMetadata.FromCurrentTrace(), Ct);
        await clubs.Store.Home.WaitForProjectionAsync("visits", 2, Ct);
        var health = clubs.Services.GetRequiredService<HealthCheckService>();
        var shown = await Eventually.GivesAsync(() => health.CheckHealthAsync(Ct), report => report.Status is HealthStatus.Degraded, "health tells", Ct);
        Assert.Contains("visits:All stands at 2", shown.Entries["store"].Description, StringComparison.Ordinal);
        Assert.Equal(2, await clubs.ScalarAsync<long>("select count(*) from visits"));
        mended = true;
        await clubs.Store.Home.WaitForProjectionAsync("visits", 5, Ct);
        Assert.Equal(5, await clubs.ScalarAsync<long>("select count(*) from visits"));
        await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Ct)).Status is HealthStatus.Healthy, "health tells", Ct);
    }

    [Fact]
    public async Task Without_a_database_the_service_lives_is_not_ready_and_comes_up_later()
    {
        var name = $"later_{Guid.NewGuid():n}";
        var there = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
        await using (var clubs = await StoreUnderTest.StartAsync(there, "clubs", store => store.Project(Visits.Projection(), Lifecycle.Async), _ => { }))
        {
            var health = clubs.Services.GetRequiredService<HealthCheckService>();
            Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(Ct)).Status);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => clubs.Store.Home.BeginAsync(EventMetadata.FromCurrentTrace(), Ct));
            await database.Real.ExecuteAsync($"create database {name}", Ct);
            await Eventually.IsTrueAsync(async () => (await health.CheckHealthAsync(Ct)).Status is HealthStatus.Healthy, "the service is ready", Ct);
            await clubs.Store.Home.WaitForProjectionAsync("visits", await Projections.FillAsync(clubs, transactions: 3), Ct);
        }

        await database.Real.ExecuteAsync($"drop database {name} with (force)", Ct);
    }

    [Fact]
    public async Task Many_replicas_may_start_at_once_while_one_writes()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var first = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline), schema);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Projections.FillAsync(first, seed)));
        var replicas = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline), schema)));
        Assert.All(replicas, replica => Assert.True(replica.Store.Home.IsReady));
        await writing;
        Assert.Equal(await first.LinesAsync(Counted), await first.LinesAsync(Projected));
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task The_trace_of_a_request_reaches_the_read_model()
    {
        var followed = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Cohesion.EventStore" or "Request",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (followed)
                    followed.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Request");
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Async));
        ActivityTraceId trace;
        using (var request = source.StartActivity("POST /clubs")!)
        {
            trace = request.TraceId;
            await clubs.Store.AppendAsync(new(Tenant.Of(1), "club"), ExpectedVersion.Any, [new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, 1))], EventMetadata.FromCurrentTrace(), Ct);
        }

        await Eventually.IsTrueAsync(
            () =>
            {
                lock (followed)
                    return Task.FromResult(followed.Exists(activity => activity.OperationName == "follow" && activity.TraceId == trace));
            },
            "the follower continues the trace", Ct);
    }

    [Fact]
    public async Task What_is_written_for_everybody_is_in_nobodys_trace()
    {
        var statements = new List<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Request",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (statements)
                    statements.Add(activity.Source.Name == "Npgsql" ? activity.TraceId : default);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Request");
        await using var clubs = await database.StartAsync();
        var stream = new StreamKey(Tenant.Of(1), "club");
        await AppendAsync(); // from then on a connection is at hand, and the next one writes without a pause
        using var request = source.StartActivity("POST /clubs")!;

        await AppendAsync();
        Assert.Equal(0, Traced());
        await clubs.Store.ReadStreamAsync(stream, 1, Ct).ToListAsync(Ct);
        Assert.NotEqual(0, Traced()); // it is seen where there is one

        Task AppendAsync() => clubs.Store.AppendAsync(
            stream, ExpectedVersion.Any, [new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, 1))], EventMetadata.FromCurrentTrace(), Ct);

        int Traced()
        {
            lock (statements)
                return statements.Count(trace => trace == request.TraceId);
        }
    }

    private static async Task<long> AppendOrZeroAsync(StoreUnderTest clubs)
    {
        try
        {
            return await Projections.FillAsync(clubs, seed: 2, transactions: 2);
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }

    private static async Task KillAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select pg_terminate_backend(pg_backend_pid())", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
