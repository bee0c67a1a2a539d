using Cohesion.EventStore;
using Cohesion.Testing;

using Npgsql;

using Xunit;

using static Cohesion.EventStoreTests.GivenClubs;

namespace Cohesion.EventStoreTests;

public sealed class Appends(Database database)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_comes_back_as_it_was_stored()
    {
        await using var clubs = await database.StartAsync();
        var appended = Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.MustNotExist, [Opened, new ClubClosed(ClubClosing.TooFewCame)], Metadata, Ct));
        var read = await clubs.Store.ReadStreamAsync(StreamOf(1), 1, Ct).ToListAsync(Ct);
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
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct);
        Assert.Equal(new AppendResult.AlreadyExists(StreamOf(1)), await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct));
        Assert.Equal(1, await clubs.HeadAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_version_that_is_not_the_streams_is_stale(long version)
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        Assert.Equal(new AppendResult.Stale(StreamOf(1), 1), await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(version), [Opened], Metadata, Ct));
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(1), [Opened], Metadata, Ct));
    }

    [Fact]
    public async Task Streams_of_different_tenants_may_share_an_id()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(new(Tenant.Of(1), "club"), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct);
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(new(Tenant.Of(2), "club"), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct));
    }

    [Fact]
    public async Task What_one_caller_cannot_write_does_not_fail_the_others_it_is_written_with()
    {
        await using var clubs = await database.StartAsync();
        var appends = Enumerable.Range(0, 200).Select(club => clubs.Store.AppendAsync(
            StreamOf(club), club % 10 == 1 ? ExpectedVersion.At(5) : ExpectedVersion.MustNotExist, [Opened with { Name = club % 10 == 0 ? "no \u0000 in jsonb: \0" : "Chess" }], Metadata, Ct)).ToList();
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
        var first = clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await WaitingAsync(1);
        var second = clubs.Store.AppendAsync(StreamOf(2), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await WaitingAsync(2);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var third = clubs.Store.AppendAsync(StreamOf(3), ExpectedVersion.Any, [Opened], Metadata, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        await blocker.DisposeAsync();
        Assert.IsType<AppendResult.Appended>(await first);
        Assert.IsType<AppendResult.Appended>(await second);
        await clubs.Store.AppendAsync(StreamOf(4), ExpectedVersion.Any, [Opened], Metadata, Ct);
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
        await newer.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened, new ClubNameChanged("Chess", "Go"), new ClubMoved("Library")], Metadata, Ct);
        await using var older = await database.StartAsync(schema: schema);
        var read = await older.Store.Home.ReadAllAsync(0, Ct).Select(stored => stored.Data).ToListAsync(Ct);
        Assert.Equal([Opened, new ClubRenamed("Go"), new UnknownEvent("club_moved", """{"where": "Library"}""")], read);
        Assert.Equal((new Club("Go", 0, false), 3), await older.Store.LoadAsync(Club.Aggregate, StreamOf(1), Ct));
    }

    [Fact]
    public async Task An_event_type_nobody_registered_is_a_mistake_that_says_so()
    {
        await using var clubs = await database.StartAsync();
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() => clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [new ClubMoved("Hall")], Metadata, Ct));
        Assert.Contains("ClubMoved", mistake.Message, StringComparison.Ordinal);
    }
}
