using Cohesion.EventStore;
using Cohesion.Testing;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

/// <summary>Streams that grow long, are closed, and are looked for.</summary>
public sealed class LongStreams(Database database)
{
    private const int Every = 10;
    private const string Waiters = "select count(*) from pg_stat_activity where application_name = current_schema and wait_event_type = 'Lock'";
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    private static readonly StreamKey Chess = new(Tenant.Of(125123), "club-1");
    private static readonly Aggregate<Club> Kept = Club.Aggregate with { Snapshots = new(1, Every, ClubsJson.Default.Club) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_saves_events_and_changes_nothing()
    {
        await using var clubs = await database.StartAsync();
        var model = Club.Aggregate.Initial;
        for (var turn = 0; turn < 35; turn++)
        {
            var name = new ClubRenamed($"Chess {turn}");
            await clubs.Store.AppendAsync(Chess, ExpectedVersion.At(turn), [name], Metadata, Ct);
            model = Club.Aggregate.Evolve(model, name);
            Assert.Equal((model, turn + 1L), await clubs.Store.LoadAsync(Kept, Chess, Ct));
        }

        Assert.Equal(["club|1|30"], await clubs.LinesAsync("select aggregate, shape, version from snapshots"));
        await clubs.ExecuteAsync("update mt_events set data = '{\"name\": \"Not looked at\"}' where version <= 30");
        Assert.Equal((model, 35), await clubs.Store.LoadAsync(Kept, Chess, Ct));
    }

    [Theory]
    [InlineData("update snapshots set shape = 0, state = '{\"title\": 7}'")]
    [InlineData("update snapshots set version = 99, state = '{\"name\": \"From the future\", \"visits\": 9, \"isClosed\": false}'")]
    public async Task A_snapshot_that_does_not_fit_is_not_trusted(string damage)
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [.. Enumerable.Range(1, 20).Select(turn => new ClubRenamed($"Chess {turn}"))], Metadata, Ct);
        var truth = await clubs.Store.LoadAsync(Kept, Chess, Ct);
        Assert.Equal(1, await clubs.ScalarAsync<long>("select count(*) from snapshots"));
        await clubs.ExecuteAsync(damage);
        Assert.Equal(truth, await clubs.Store.LoadAsync(Kept, Chess, Ct));
        Assert.Equal(await clubs.Store.LoadAsync(Club.Aggregate, Chess, Ct), truth);
    }

    [Fact]
    public async Task A_snapshot_of_another_shape_is_thrown_away()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [.. Enumerable.Range(1, 20).Select(turn => new ClubRenamed($"Chess {turn}"))], Metadata, Ct);
        await clubs.Store.LoadAsync(Kept, Chess, Ct);
        var newer = Club.Aggregate with { Snapshots = Kept.Snapshots! with { Shape = 2 } };
        Assert.Equal(20, (await clubs.Store.LoadAsync(newer, Chess, Ct)).Version);
        Assert.Equal(["2|20"], await clubs.LinesAsync("select shape, version from snapshots"));
    }

    [Fact]
    public async Task A_long_stream_is_read_as_it_lies_not_sorted_first()
    {
        // Whoever sorts more than 64 kB there needs the disk, and may not have it; that stream and tenant go together is more than the planner knows.
        await using var tight = await Servers.CreateDatabaseAsync(Ct);
        await tight.ExecuteAsync($"alter database {tight.Name} set work_mem = '64kB'", Ct);
        await tight.ExecuteAsync($"alter database {tight.Name} set temp_file_limit = 0", Ct);
        await using var clubs = await StoreUnderTest.StartAsync(tight.Superuser, "clubs", _ => { }, _ => { });
        var longName = new string('n', 1_000);
        for (var turn = 1; turn <= 100; turn++)
            await Task.WhenAll(Enumerable.Range(1, 20).Select(club => clubs.Store.AppendAsync(new(Tenant.Of(125122 + club), $"club-{club}"), ExpectedVersion.Any, [new ClubRenamed($"{longName} {turn}")], Metadata, Ct)));
        await clubs.ExecuteAsync("vacuum analyze mt_events");
        foreach (var aggregate in new[] { Club.Aggregate, Kept })
            Assert.Equal((new Club($"{longName} 100", 0, false), 100), await clubs.Store.LoadAsync(aggregate, Chess, Ct));
    }

    [Fact]
    public async Task An_archived_stream_is_read_and_takes_no_more_events()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new ClubOpened("Chess", new DateOnly(2019, 9, 2)), new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
        Assert.False(await clubs.Store.ArchiveAsync(Chess with { Id = "club-2" }, Ct));
        Assert.True(await clubs.Store.ArchiveAsync(Chess, Ct));
        Assert.Equal(["True|2"], await clubs.LinesAsync("select is_archived, count(*) from mt_events group by 1"));
        foreach (var attempt in new object[] { new ClubRenamed("Go"), new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, 1)) })
            Assert.Equal(new AppendResult.Archived(Chess), await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [attempt], Metadata, Ct));
        Assert.Equal("stream-archived", Assert.IsType<DecideResult.Refused>(await clubs.Store.DecideAsync(Club.Aggregate, Chess, null, _ => Decision.Accept(new ClubRenamed("Go")), Metadata, Ct)).Code);
        Assert.Equal(2, (await clubs.Store.LoadAsync(Club.Aggregate, Chess, Ct)).Version);
        Assert.Equal(2, await clubs.Store.ReadStreamAsync(Chess, 1, Ct).CountAsync(Ct));
        Assert.Equal(["True|2"], await clubs.LinesAsync("select is_archived, version from mt_streams"));
    }

    [Fact]
    public async Task A_stream_is_archived_once_and_for_all()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new ClubRenamed("Chess")], Metadata, Ct);
        Assert.True(await clubs.Store.ArchiveAsync(Chess, Ct));
        Assert.True(await clubs.Store.ArchiveAsync(Chess, Ct));
    }

    [Fact]
    public async Task An_event_that_is_being_written_is_archived_with_its_stream()
    {
        var (taken, hold) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var clubs = await database.StartAsync(store => store.Project(
            new Faulty(Visits.Projection(), after: _ =>
            {
                taken.TrySetResult();
                return hold.Task;
            }),
            Lifecycle.Inline));
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new ClubRenamed("Chess")], Metadata, Ct);
        var append = clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new LearnersCame([Guid.NewGuid()], new DateOnly(2026, 1, 1))], Metadata, Ct);
        await taken.Task;
        var archive = clubs.Store.ArchiveAsync(Chess, Ct);
        await Eventually.IsTrueAsync(async () => await clubs.ScalarAsync<long>(Waiters) > 0, "the archive waits for the append", Ct);
        hold.SetResult();
        Assert.IsType<AppendResult.Appended>(await append);
        Assert.True(await archive);
        Assert.Equal(["True|2"], await clubs.LinesAsync("select is_archived, count(*) from mt_events group by 1"));
    }

    [Fact]
    public async Task Work_that_waited_for_an_archive_says_that_the_stream_is_archived()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(Chess, ExpectedVersion.Any, [new ClubRenamed("Chess")], Metadata, Ct);
        await using var archiving = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        await using (var archive = new NpgsqlCommand("update mt_streams set is_archived = true", archiving.Connection, archiving.Transaction))
            await archive.ExecuteNonQueryAsync(Ct);
        await using var work = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        work.Append(Chess, "club", ExpectedVersion.Any, new ClubRenamed("Go"));
        var commit = work.CommitAsync(Ct);
        await Eventually.IsTrueAsync(async () => await clubs.ScalarAsync<long>(Waiters) > 0, "the work waits for the archive", Ct);
        await archiving.Transaction.CommitAsync(Ct);
        Assert.Equal(new AppendResult.Archived(Chess), await commit);
    }

    [Fact]
    public async Task Events_are_read_by_tenant_and_by_type_in_order()
    {
        await using var clubs = await database.StartAsync();
        for (var turn = 0; turn < 12; turn++)
            await clubs.Store.AppendAsync(new(Tenant.Of(turn % 3), "club"), ExpectedVersion.Any, [new ClubRenamed($"{turn}"), new ClubNameChanged("", $"{turn}+"), new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
        var some = await clubs.Store.Home.ReadAllAsync(9, Ct, Tenant.Of(1), new HashSet<Type> { typeof(ClubRenamed) }).ToListAsync(Ct);
        Assert.Equal(["4", "4+", "7", "7+", "10", "10+"], some.Select(@event => ((ClubRenamed)@event.Data).Name));
        Assert.Equal(27, await clubs.Store.Home.ReadAllAsync(9, Ct).CountAsync(Ct));
        Assert.Equal(9, await clubs.Store.Home.ReadAllAsync(9, Ct, Tenant.Of(1)).CountAsync(Ct));
    }
}
