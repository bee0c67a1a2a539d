using Cohesion.EventStore;
using Cohesion.Testing;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Appends(Database database)
{
    private static readonly EventMetadata Metadata = new("correlation", "causation", new Dictionary<string, string>(StringComparer.Ordinal) { ["by"] = "person-1" });
    private static readonly ClubOpened Opened = new("Chess", new DateOnly(2026, 9, 7));
    private static readonly Guid Ada = Guid.NewGuid();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static StreamKey Club(int number) => new(Tenant.Of(125123), $"club-{number}");

    [Fact]
    public async Task An_event_comes_back_as_it_was_stored()
    {
        await using var clubs = await database.StartAsync();
        var appended = Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(Club(1), ExpectedVersion.MustNotExist, [Opened, new ClubClosed(ClubClosing.TooFewCame)], Metadata, Ct));
        var read = await clubs.Store.ReadStreamAsync(Club(1), 1, Ct).ToListAsync(Ct);
        Assert.Equal(2, appended.Version);
        Assert.Equivalent(appended.Events, read, strict: true);
        Assert.Equal([1, 2], read.Select(@event => @event.Version));
        Assert.Equal("person-1", read[0].Headers["by"]);
        Assert.Equal("""{"why": "TooFewCame"}""", await clubs.ScalarAsync<string>("select data::text from mt_events where version = 2"));
    }

    [Fact]
    public async Task A_stream_starts_once()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct);
        Assert.Equal(new AppendResult.AlreadyExists(Club(1)), await clubs.Store.AppendAsync(Club(1), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct));
        Assert.Equal(1, await clubs.HeadAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_version_that_is_not_the_streams_is_stale(long version)
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        Assert.Equal(new AppendResult.Stale(Club(1), 1), await clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(version), [Opened], Metadata, Ct));
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(1), [Opened], Metadata, Ct));
    }

    [Fact]
    public async Task Streams_of_different_tenants_may_share_an_id()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(new(Tenant.Of(1), "club"), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct);
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(new(Tenant.Of(2), "club"), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct));
    }

    [Fact]
    public async Task Several_streams_and_own_rows_commit_together_or_not_at_all()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        await clubs.Store.AppendAsync(Club(2), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await using (var stale = await clubs.Store.Home.BeginAsync(Metadata, Ct))
        {
            stale.Append(Club(1), "club", ExpectedVersion.MustNotExist, Opened);
            stale.Append(Club(2), "club", ExpectedVersion.At(7), Opened);
            await InsertVisitAsync(stale);
            Assert.Equal(new AppendResult.Stale(Club(2), 1), await stale.CommitAsync(Ct));
        }

        Assert.Equal((1, 0), (await clubs.HeadAsync(), await clubs.ScalarAsync<long>("select count(*) from visits")));
        await using var good = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        good.Append(Club(1), "club", ExpectedVersion.MustNotExist, Opened);
        good.Append(Club(2), "club", ExpectedVersion.At(1), new ClubRenamed("Go"));
        good.Append(Club(1), "club", ExpectedVersion.At(1), new ClubRenamed("Draughts"));
        await InsertVisitAsync(good);
        var appended = Assert.IsType<AppendResult.Appended>(await good.CommitAsync(Ct));
        Assert.Equal([1, 2, 2], appended.Events.Select(@event => @event.Version));
        Assert.Equal(appended.Events.Select(@event => @event.Position).Order(), appended.Events.Select(@event => @event.Position));
        Assert.Equal(1, await clubs.ScalarAsync<long>("select count(*) from visits"));
        Assert.Equal(["club-1|club|2", "club-2|club|2"], await clubs.LinesAsync("select id, type, version from mt_streams order by id"));
    }

    [Fact]
    public async Task Work_that_is_not_committed_leaves_nothing()
    {
        await using var clubs = await database.StartAsync();
        await using (var work = await clubs.Store.Home.BeginAsync(Metadata, Ct))
            work.Append(Club(1), "club", ExpectedVersion.Any, Opened);
        Assert.Equal(0, await clubs.ScalarAsync<long>("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task A_decision_is_stored_refused_stale_or_about_nothing()
    {
        await using var clubs = await database.StartAsync();
        Assert.IsType<DecideResult.NotFound>(await DecideAsync(clubs, null, club => EventStoreTests.Club.Welcome(club, Ada)));
        var started = await clubs.Store.DecideAsync(EventStoreTests.Club.Aggregate, Club(1), null, _ => Decision.Accept(Opened), Metadata, Ct, mustExist: false);
        Assert.Equal(1, Assert.IsType<DecideResult.Done>(started).Version);
        Assert.Equal(2, Assert.IsType<DecideResult.Done>(await DecideAsync(clubs, 1, club => EventStoreTests.Club.Welcome(club, Ada))).Version);
        Assert.Equal(new DecideResult.Stale(2), await DecideAsync(clubs, 1, club => EventStoreTests.Club.Welcome(club, Ada)));
        await DecideAsync(clubs, null, _ => Decision.Accept(new ClubClosed(ClubClosing.EndOfYear)));
        Assert.Equal("club-closed", Assert.IsType<DecideResult.Refused>(await DecideAsync(clubs, null, club => EventStoreTests.Club.Welcome(club, Ada))).Code);
        Assert.Equal(3, Assert.IsType<DecideResult.Done>(await DecideAsync(clubs, null, _ => Decision.Accept())).Version);
        Assert.Equal((new Club("Chess", 1, true), 3), await clubs.Store.LoadAsync(EventStoreTests.Club.Aggregate, Club(1), Ct));
    }

    [Fact]
    public async Task Decisions_about_the_latest_state_never_get_lost_however_many_come_at_once()
    {
        await using var clubs = await database.StartAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => clubs.Store.DecideAsync(
            EventStoreTests.Club.Aggregate, Club(1), null, club => EventStoreTests.Club.Welcome(club, Guid.NewGuid()), Metadata, Ct, mustExist: false)));
        Assert.Equal(Enumerable.Range(1, 40).Select(version => (long)version), results.Select(result => Assert.IsType<DecideResult.Done>(result).Version).Order());
    }

    [Fact]
    public async Task Of_many_that_saw_the_same_version_one_gets_through()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct)));
        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(19, results.Count(result => result == new AppendResult.Stale(Club(1), 2)));
    }

    [Fact]
    public async Task A_decision_that_fails_alongside_is_not_stored()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        await Assert.ThrowsAsync<PostgresException>(() => clubs.Store.DecideAsync(
            EventStoreTests.Club.Aggregate, Club(1), null, _ => Decision.Accept(Opened), Metadata, Ct, mustExist: false, alongside: async (work, _) =>
            {
                await InsertVisitAsync(work);
                await InsertVisitAsync(work);
            }));
        Assert.Equal(0, await clubs.HeadAsync());
    }

    [Fact]
    public async Task A_clash_that_only_the_unique_index_sees_is_stale_too()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.ExecuteAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'club-1', 2, '{}', 'club_renamed', now(), '125123', false)
            """);
        Assert.Equal(new AppendResult.Stale(Club(1), 1), await clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct));
    }

    [Fact]
    public async Task A_clash_that_cannot_be_looked_into_fails_its_own_append_and_no_later_one()
    {
        await using var clubs = await StoreUnderTest.StartAsync(database.Real.ConnectionStringOf("engagement"), "engagement", _ => { }, _ => { });
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.ExecuteAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'club-1', 2, '{}', 'club_renamed', now(), '125123', false);
            alter table mt_streams enable row level security, force row level security;
            create policy unreadable on mt_streams using (case when current_query() like 'select coalesce(s.version%' then 1 / (length(id) - length(id)) = 0 else true end)
            """);
        Assert.Equal("22012", (await Assert.ThrowsAsync<PostgresException>(() => clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct).WaitAsync(Patience, Ct))).SqlState);
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(Club(2), ExpectedVersion.Any, [Opened], Metadata, Ct).WaitAsync(Patience, Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_with_the_same_event_ids_writes_nothing_and_is_answered_as_the_first_time(bool any)
    {
        await using var clubs = await database.StartAsync();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        var expected = any ? ExpectedVersion.Any : ExpectedVersion.MustNotExist;
        Task<AppendResult> AppendAsync() => clubs.Store.AppendAsync(Club(1), expected, [Opened, new ClubRenamed("Go")], Metadata, Ct, "club", ids);
        var first = Assert.IsType<AppendResult.Appended>(await AppendAsync());
        var repeats = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AppendAsync()));
        await clubs.Store.AppendAsync(Club(1), ExpectedVersion.At(2), [new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
        Assert.All([.. repeats, await AppendAsync()], repeat => Assert.Equivalent(first.Events, Assert.IsType<AppendResult.Appended>(repeat).Events, strict: true));
        Assert.Equal(3, await clubs.HeadAsync());
    }

    [Fact]
    public async Task Repeats_that_race_the_first_time_write_once()
    {
        await using var one = await database.StartAsync();
        await using var other = await database.StartAsync(schema: one.Store.Schema);
        for (var turn = 0; turn < 20; turn++)
        {
            Guid[] ids = [Guid.NewGuid()];
            var answers = await Task.WhenAll(new[] { one, other, one, other }.Select(replica =>
                replica.Store.AppendAsync(Club(1), ExpectedVersion.Any, [new ClubRenamed($"Go {ids[0]}")], Metadata, Ct, "club", ids)));
            Assert.Single(answers.Select(answer => Assert.IsType<AppendResult.Appended>(answer).Version).Distinct());
        }

        Assert.Equal(20, await one.ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task What_one_caller_cannot_write_does_not_fail_the_others_it_is_written_with()
    {
        await using var clubs = await database.StartAsync();
        var appends = Enumerable.Range(0, 200).Select(club => clubs.Store.AppendAsync(
            Club(club), club % 10 == 1 ? ExpectedVersion.At(5) : ExpectedVersion.MustNotExist, [Opened with { Name = club % 10 == 0 ? "no \u0000 in jsonb: \0" : "Chess" }], Metadata, Ct)).ToList();
        var outcomes = await Task.WhenAll(appends.Select(async append =>
        {
            try
            {
                return (object)await append;
            }
            catch (PostgresException error)
            {
                return error.SqlState;
            }
        }));
        Assert.All(outcomes.Index(), outcome => Assert.True(
            (outcome.Index % 10) switch { 0 => outcome.Item is "22P05", 1 => outcome.Item is AppendResult.Stale, _ => outcome.Item is AppendResult.Appended }, $"{outcome.Index}: {outcome.Item}"));
        Assert.Equal(160, await clubs.ScalarAsync<long>("select count(*) from mt_events"));
        Assert.Equal(160, await clubs.ScalarAsync<long>("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task Cancelled_while_it_waits_an_append_is_not_written()
    {
        await using var clubs = await database.StartAsync();
        await using var blocker = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended(current_schema || '.mt_events', 0))", blocker.Connection, blocker.Transaction))
            await take.ExecuteNonQueryAsync(Ct);
        // Each of the two writers has something to write, one after the other, so that they do not write it together.
        var first = clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await WaitingAsync(1);
        var second = clubs.Store.AppendAsync(Club(2), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await WaitingAsync(2);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var third = clubs.Store.AppendAsync(Club(3), ExpectedVersion.Any, [Opened], Metadata, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        await blocker.DisposeAsync();
        Assert.IsType<AppendResult.Appended>(await first);
        Assert.IsType<AppendResult.Appended>(await second);
        await clubs.Store.AppendAsync(Club(4), ExpectedVersion.Any, [Opened], Metadata, Ct);
        Assert.Equal(["club-1", "club-2", "club-4"], await clubs.LinesAsync("select stream_id from mt_events order by 1"));

        Task WaitingAsync(int writers) => Eventually.IsTrueAsync(
            async () => await clubs.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where application_name = current_schema and wait_event_type = 'Lock' and wait_event = 'advisory'") == writers,
            $"{writers} are being written", Ct);
    }

    [Fact]
    public async Task Old_shapes_read_as_new_and_unknown_types_do_not_stop_a_reader()
    {
        var schema = $"clubs_{Guid.NewGuid():n}";
        await using var newer = await database.StartAsync(store => store.Events(ClubsJson.Default, typeof(ClubMoved)), schema);
        await newer.Store.AppendAsync(Club(1), ExpectedVersion.Any, [Opened, new ClubNameChanged("Chess", "Go"), new ClubMoved("Library")], Metadata, Ct);
        await using var older = await database.StartAsync(schema: schema);
        var read = await older.Store.Home.ReadAllAsync(0, Ct).Select(stored => stored.Data).ToListAsync(Ct);
        Assert.Equal([Opened, new ClubRenamed("Go"), new UnknownEvent("club_moved", """{"where": "Library"}""")], read);
        Assert.Equal((new Club("Go", 0, false), 3), await older.Store.LoadAsync(EventStoreTests.Club.Aggregate, Club(1), Ct));
    }

    [Fact]
    public async Task An_event_type_nobody_registered_is_a_mistake_that_says_so()
    {
        await using var clubs = await database.StartAsync();
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => clubs.Store.AppendAsync(Club(1), ExpectedVersion.Any, [new ClubMoved("Hall")], Metadata, Ct));
        Assert.Contains("ClubMoved", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_events_of_many_streams_go_in_one_transaction()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        await using var work = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        for (var club = 0; club < 20_000; club++)
            work.Append(Club(club), "club", ExpectedVersion.MustNotExist, [.. Enumerable.Range(0, 5).Select(_ => new LearnersCame([Ada], new DateOnly(2026, 11, 20)))]);
        var started = System.Diagnostics.Stopwatch.StartNew();
        var appended = Assert.IsType<AppendResult.Appended>(await work.CommitAsync(Ct));
        TestContext.Current.SendDiagnosticMessage("100,000 events in one transaction: {0}", started.Elapsed);
        Assert.Equal(100_000, appended.Events.Count);
        Assert.Equal(100_000, await clubs.ScalarAsync<long>("select count(*) from mt_events where seq_id between 1 and 100000"));
        Assert.Equal(100_000, await clubs.ScalarAsync<int>("select times from visits"));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(60), $"took {started.Elapsed}");
    }

    private static Task<DecideResult> DecideAsync(StoreUnderTest clubs, long? version, Func<Club, Decision> decide) =>
        clubs.Store.DecideAsync(EventStoreTests.Club.Aggregate, Club(1), version, decide, Metadata, Ct);

    private static async Task InsertVisitAsync(Work work)
    {
        await using var insert = new NpgsqlCommand("insert into visits values ('125123', $1, 1, '2026-11-20')", work.Connection, work.Transaction) { Parameters = { new() { Value = Ada } } };
        await insert.ExecuteNonQueryAsync(Ct);
    }
}
