using Cohesion.EventStore;

using Xunit;

using static Cohesion.EventStoreTests.GivenClubs;

namespace Cohesion.EventStoreTests;

/// <summary>Several streams and a service's own rows in one transaction.</summary>
public sealed class Transactions(Database database)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_streams_and_own_rows_commit_together_or_not_at_all()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        await clubs.Store.AppendAsync(StreamOf(2), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await using (var stale = await clubs.Store.Home.BeginAsync(Metadata, Ct))
        {
            stale.Append(StreamOf(1), "club", ExpectedVersion.MustNotExist, Opened);
            stale.Append(StreamOf(2), "club", ExpectedVersion.At(7), Opened);
            await InsertVisitAsync(stale);
            Assert.Equal(new AppendResult.Stale(StreamOf(2), 1), await stale.CommitAsync(Ct));
        }

        Assert.Equal((1, 0), (await clubs.HeadAsync(), await clubs.ScalarAsync<long>("select count(*) from visits")));
        await using var good = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        good.Append(StreamOf(1), "club", ExpectedVersion.MustNotExist, Opened);
        good.Append(StreamOf(2), "club", ExpectedVersion.At(1), new ClubRenamed("Go"));
        good.Append(StreamOf(1), "club", ExpectedVersion.At(1), new ClubRenamed("Draughts"));
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
            work.Append(StreamOf(1), "club", ExpectedVersion.Any, Opened);
        Assert.Equal(0, await clubs.ScalarAsync<long>("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task A_hundred_thousand_events_of_many_streams_go_in_one_transaction()
    {
        await using var clubs = await database.StartAsync(store => store.Project(Visits.Projection(), Lifecycle.Inline));
        await using var work = await clubs.Store.Home.BeginAsync(Metadata, Ct);
        for (var club = 0; club < 20_000; club++)
            work.Append(StreamOf(club), "club", ExpectedVersion.MustNotExist, [.. Enumerable.Range(0, 5).Select(_ => new LearnersCame([Ada], new DateOnly(2026, 11, 20)))]);
        var started = System.Diagnostics.Stopwatch.StartNew();
        var appended = Assert.IsType<AppendResult.Appended>(await work.CommitAsync(Ct));
        TestContext.Current.SendDiagnosticMessage("100,000 events in one transaction: {0}", started.Elapsed);
        Assert.Equal(100_000, appended.Events.Count);
        Assert.Equal(100_000, await clubs.ScalarAsync<long>("select count(*) from mt_events where seq_id between 1 and 100000"));
        Assert.Equal(100_000, await clubs.ScalarAsync<int>("select times from visits"));
    }
}
