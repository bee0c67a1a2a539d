using Cohesion.EventStore;

using Npgsql;

using Xunit;

using static Cohesion.EventStoreTests.GivenClubs;

namespace Cohesion.EventStoreTests;

/// <summary>Writers that want the same place in a stream.</summary>
public sealed class Clashes(Database database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_saw_the_same_version_one_gets_through()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct)));
        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(19, results.Count(result => result == new AppendResult.Stale(StreamOf(1), 2)));
    }

    [Fact]
    public async Task A_clash_that_only_the_unique_index_sees_is_stale_too()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.ExecuteAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'club-1', 2, '{}', 'club_renamed', now(), '125123', false)
            """);
        Assert.Equal(new AppendResult.Stale(StreamOf(1), 1), await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct));
    }

    [Fact]
    public async Task A_clash_that_cannot_be_looked_into_fails_its_own_append_and_no_later_one()
    {
        // A role for work that policies bind, so that one of them can make a read fail.
        var owner = $"bound_{Guid.NewGuid():n}"[..20];
        await database.Real.ExecuteAsync($"""
            create role {owner} login password 'test'; create role {owner}_work login password 'test'; create role {owner}_request login password 'test';
            grant connect, create, temporary on database {database.Real.Name} to {owner}, {owner}_work, {owner}_request;
            """, Ct);
        var asOwner = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = owner, Password = "test" }.ConnectionString;
        await using var clubs = await StoreUnderTest.StartAsync(asOwner, owner, _ => { }, _ => { });
        await clubs.ExecuteAsync("create policy readable on mt_streams using (true); create policy readable on mt_events using (true)");
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.Any, [Opened], Metadata, Ct);
        await clubs.ExecuteAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'club-1', 2, '{}', 'club_renamed', now(), '125123', false);
            drop policy readable on mt_streams;
            create policy unreadable on mt_streams using (case when current_query() like 'select coalesce(s.version%' then 1 / (length(id) - length(id)) = 0 else true end)
            """);
        Assert.Equal("22012", (await Assert.ThrowsAsync<PostgresException>(() => clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(1), [new ClubRenamed("Go")], Metadata, Ct).WaitAsync(Patience, Ct))).SqlState);
        Assert.IsType<AppendResult.Appended>(await clubs.Store.AppendAsync(StreamOf(2), ExpectedVersion.Any, [Opened], Metadata, Ct).WaitAsync(Patience, Ct));
    }
}
