using Cohesion.EventStore;

using Xunit;

using static Cohesion.EventStoreTests.GivenClubs;

namespace Cohesion.EventStoreTests;

/// <summary>The same append again, by the caller's event ids.</summary>
public sealed class Repeats(Database database)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_with_the_same_event_ids_writes_nothing_and_is_answered_as_the_first_time(bool any)
    {
        await using var clubs = await database.StartAsync();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        var expected = any ? ExpectedVersion.Any : ExpectedVersion.MustNotExist;
        Task<AppendResult> AppendAsync() => clubs.Store.AppendAsync(StreamOf(1), expected, [Opened, new ClubRenamed("Go")], Metadata, Ct, "club", ids);
        var first = Assert.IsType<AppendResult.Appended>(await AppendAsync());
        var repeats = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AppendAsync()));
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(2), [new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
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
                replica.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [new ClubRenamed($"Go {ids[0]}")], Metadata, Ct, "club", ids)));
            Assert.Single(answers.Select(answer => Assert.IsType<AppendResult.Appended>(answer).Version).Distinct());
        }

        Assert.Equal(20, await one.ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task A_repeat_reads_no_event_but_its_own()
    {
        await using var clubs = await database.StartAsync();
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        Task<AppendResult> AppendAsync() => clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [new ClubRenamed("Go"), new ClubRenamed("Draughts")], Metadata, Ct, "club", ids);
        var first = Assert.IsType<AppendResult.Appended>(await AppendAsync());
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.ExecuteAsync("""update mt_events set data = '"of no shape"' where version in (1, 4)""");
        Assert.Equivalent(first.Events, Assert.IsType<AppendResult.Appended>(await AppendAsync()).Events, strict: true);
    }

    [Fact]
    public async Task Some_ids_of_before_and_some_new_ones_are_no_repeat()
    {
        await using var clubs = await database.StartAsync();
        var known = Guid.NewGuid();
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct, "club", [known]);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened, new ClubRenamed("Go")], Metadata, Ct, "club", [known, Guid.NewGuid()]));
        Assert.Equal(1, await clubs.HeadAsync());
    }
}
