using Cohesion.EventStore;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Projections(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    private static readonly ClubOpened Opened = new("Chess", new DateOnly(2026, 9, 7));
    private static readonly StreamKey Chess = new(Tenant.Of(125123), "club-1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_inline_row_is_there_with_the_event_and_gone_with_it()
    {
        await using var clubs = await database.StartAsync(store => store.Project(ClubList.Projection(), Lifecycle.Inline));
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new ClubRenamed("Go"), new ClubNameChanged("Go", "Chess, Go & \"Draughts\"")], Metadata, Ct);
        Assert.Equal(
            ["125123|club-1|Go|3"],
            await clubs.LinesAsync("select tenant_id, club_id, names[2], version + 1 from club_list where names[1] = 'Chess' and opened_on = '2026-09-07'"));
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.At(3), [new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
        Assert.Equal(0, await clubs.ScalarAsync<long>("select count(*) from club_list"));
    }

    [Fact]
    public async Task An_inline_projection_that_fails_takes_the_append_with_it()
    {
        await using var clubs = await database.StartAsync(store => store.Project(ClubList.Projection(), Lifecycle.Inline));
        await clubs.ExecuteAsync("alter table club_list add check (name <> 'Go')");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [Opened with { Name = "Go" }], Metadata, Ct));
        Assert.Equal(0, await clubs.HeadAsync());
    }

    [Fact]
    public async Task A_row_that_is_found_by_the_version_of_an_event_cannot_follow_inline_because_it_is_locked_before()
    {
        var byVersion = Projection.For<ClubList>("club_list").Table("club_list", "tenant_id", "club_id").Ddl("ClubList.sql")
            .On<ClubOpened>((_, stored) => $"{stored.Version}", (_, opened, stored) => new("", "", opened.Name, opened.On, [], stored.Version, stored.Timestamp));
        await using var clubs = await database.StartAsync(store => store.Project(byVersion, Lifecycle.Inline));
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [Opened], Metadata, Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() => clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [Opened], Metadata, Ct));
        Assert.Equal(1, await clubs.ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task Inline_rows_that_many_streams_write_at_once_lose_nothing()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        var learners = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        var many = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(club => clubs.Store.AppendAsync(
            new(Tenant.Of(125123), $"club-{club}"), ExpectedVersion.Any, [new LearnersCame(club % 5 == 0 ? [.. learners, .. many] : learners, new DateOnly(2026, 11, 20))], Metadata, Ct)));
        Assert.Equal(["6|100", "30|5"], await clubs.LinesAsync("select times, count(*) from visits group by 1 order by 1"));
    }

    [Fact]
    public async Task Async_inline_and_rebuilt_rows_are_the_same()
    {
        await using var clubs = await database.StartAsync(store =>
        {
            store.Project(Visits.Projection(), Lifecycle.Inline);
            store.Project(Visits.Projection("visits_later"), Lifecycle.Async);
        });
        var position = await FillAsync(clubs);
        var inline = await clubs.LinesAsync(AllOf("visits"));
        await clubs.Store.Home.WaitForProjectionAsync("visits_later", position, Ct);
        Assert.NotEmpty(inline);
        Assert.Equal(inline, await clubs.LinesAsync(AllOf("visits_later")));

        foreach (var table in new[] { "visits", "visits_later" })
        {
            await clubs.ExecuteAsync($"update {table} set times = 0 where learner = (select max(learner::text)::uuid from {table})");
            await clubs.Store.RebuildAsync(table, Ct);
            Assert.Equal(inline, await clubs.LinesAsync(AllOf(table)));
        }
    }

    [Fact]
    public async Task A_rebuild_while_writers_write_ends_exact()
    {
        await using var clubs = await database.StartAsync(store =>
        {
            store.Project(Visits.Projection(), Lifecycle.Inline);
            store.Project(Visits.Projection("visits_later"), Lifecycle.Async);
        });
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(seed => FillAsync(clubs, seed)));
        while (!writing.IsCompleted)
        {
            await clubs.Store.RebuildAsync("visits", Ct);
            await clubs.Store.RebuildAsync("visits_later", Ct);
        }

        await clubs.Store.Home.WaitForProjectionAsync("visits_later", (await writing).Max(), Ct);
        var visits = await clubs.LinesAsync("select tenant_id, learner, count(*) from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2");
        Assert.Equal(visits, await clubs.LinesAsync("select tenant_id, learner, times from visits order by 1, learner::text"));
        Assert.Equal(visits, await clubs.LinesAsync("select tenant_id, learner, times from visits_later order by 1, learner::text"));
    }

    [Fact]
    public async Task A_new_version_or_lifecycle_starts_over_by_itself()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        long position;
        await using (var first = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline), schema))
        {
            position = await FillAsync(first);
            await first.ExecuteAsync("alter table visits add column old text; update visits set times = 0");
        }

        await using (var second = await database.StartAsync(store => store.Project(Visits.Projection().Version(2), Lifecycle.Inline), schema))
            Assert.Equal(0, await second.ScalarAsync<long>("select count(*) from visits where times = 0"));
        await using var third = await database.StartAsync(
            store =>
            {
                store.Project(Visits.Projection().Version(2), Lifecycle.Async);
                store.Project(ClubList.Projection(), Lifecycle.Inline);
            },
            schema);
        await third.Store.Home.WaitForProjectionAsync("visits", position, Ct);
        Assert.Equal(["visits:V2:All"], await third.LinesAsync("select name from mt_event_progression"));
        Assert.Equal(await third.ScalarAsync<long>("select sum(jsonb_array_length(data -> 'learners')) from mt_events"), await third.ScalarAsync<long>("select sum(times) from visits"));
    }

    [Fact]
    public async Task A_new_version_is_built_beside_the_old_one_which_serves_until_the_new_is_whole()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var old = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline), schema);
        await FillAsync(old);
        var rows = await old.LinesAsync(AllOf("visits"));
        using var hold = new ManualResetEventSlim();
        var building = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = EventStore.Projection.For<Visits>("visits").Version(2).Table("visits", "tenant_id", "learner").Ddl("Visits.sql").OnEach(
            (LearnersCame came) => came.Learners,
            (learner, _, _) => learner,
            (row, learner, came, at) =>
            {
                building.TrySetResult();
                hold.Wait(Ct);
                return new Visits(at.Stream.Tenant.Value, learner, (row?.Times ?? 0) + 1, came.On);
            });
        var starting = Task.Run(() => database.StartAsync(store => store.Project(slow, Lifecycle.Inline), schema), Ct);
        await building.Task;
        Assert.Equal(rows, await old.LinesAsync(AllOf("visits")));
        await FillAsync(old, seed: 8, transactions: 5);
        Assert.NotEqual(rows, await old.LinesAsync(AllOf("visits")));
        hold.Set();
        await using var replaced = await starting;
        Assert.Equal(
            await old.LinesAsync("select tenant_id, learner, count(*) from mt_events, jsonb_array_elements_text(data -> 'learners') as learner group by 1, 2 order by 1, 2"),
            await old.LinesAsync("select tenant_id, learner, times from visits order by 1, learner::text"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => FillAsync(old, seed: 9, transactions: 1));
        await FillAsync(replaced, seed: 9, transactions: 1);
    }

    [Fact]
    public async Task A_rebuild_that_is_interrupted_has_changed_nothing()
    {
        var fails = false;
        await using var clubs = await database.StartAsync(store => store.Project(
            new Faulty(Visits.Projection(), before: _ =>
            {
                if (fails)
                    throw new InvalidDataException("bad fold");
            }),
            Lifecycle.Inline));
        await FillAsync(clubs);
        var rows = await clubs.LinesAsync(AllOf("visits"));
        fails = true;
        await Assert.ThrowsAsync<InvalidDataException>(() => clubs.Store.RebuildAsync("visits", Ct));
        fails = false;
        Assert.Equal(rows, await clubs.LinesAsync(AllOf("visits")));
        await FillAsync(clubs, transactions: 1);
    }

    [Fact]
    public async Task A_rebuild_of_what_does_not_exist_says_what_does()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        Assert.Contains("visits", (await Assert.ThrowsAsync<ArgumentException>(() => clubs.Store.RebuildAsync("visit", Ct))).Message, StringComparison.Ordinal);
    }

    private static string AllOf(string table) => $"select tenant_id, learner, times, last_on from {table} order by 1, 2";

    internal static async Task<long> FillAsync(StoreUnderTest clubs, int seed = 7, int transactions = 40)
    {
        var random = new Random(seed);
        long position = 0;
        for (var turn = 0; turn < transactions; turn++)
        {
            var learners = Enumerable.Range(0, random.Next(1, 8)).Select(_ => new Guid(random.Next(12), 0, 0, new byte[8])).Distinct().ToArray();
            var result = await clubs.Store.AppendAsync(
                new(Tenant.Of(random.Next(2)), $"club-{random.Next(4)}"), ExpectedVersion.Any, [new LearnersCame(learners, new DateOnly(2026, 1, 1).AddDays(turn))], Metadata, Ct);
            position = Assert.IsType<AppendResult.Appended>(result).Events[^1].Position;
        }

        return position;
    }
}
