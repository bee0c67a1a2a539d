using Cohesion.EventStore;

using Npgsql;

using Xunit;

namespace Cohesion.EventStoreTests;

public sealed class Inbox(Database database)
{
    private static readonly EventMetadata Metadata = EventMetadata.FromCurrentTrace();
    private static readonly StreamKey Chess = new(Tenant.Of(125123), "club-1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_applied_once_however_often_and_at_once_it_comes()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        var messages = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(_ => messages).Select(message => clubs.Store.Home.ConsumeOnceAsync("clubs-when-learners-came", message, Metadata, ApplyAsync, Ct)));
        Assert.Equal(10, applied.Count(once => once));
        Assert.Equal((new Club(null, 10, false), 10), await clubs.Store.LoadAsync(Club.Aggregate, Chess, Ct));
        Assert.Equal(10, await clubs.ScalarAsync<long>("select count(*) from visits"));
        Assert.True(await clubs.Store.Home.ConsumeOnceAsync("another-consumer", messages[0], Metadata, ApplyAsync, Ct));
    }

    [Fact]
    public async Task A_message_whose_application_fails_may_come_again()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        var message = Guid.NewGuid();
        await Assert.ThrowsAsync<InvalidDataException>(() => clubs.Store.Home.ConsumeOnceAsync("clubs", message, Metadata, async (work, ct) =>
        {
            await ApplyAsync(work, ct);
            throw new InvalidDataException("no");
        }, Ct));
        Assert.True(await clubs.Store.Home.ConsumeOnceAsync("clubs", message, Metadata, ApplyAsync, Ct));
        Assert.False(await clubs.Store.Home.ConsumeOnceAsync("clubs", message, Metadata, ApplyAsync, Ct));
        Assert.Equal(1, await clubs.HeadAsync() - await clubs.ScalarAsync<long>("select count(*) - 1 from visits"));
    }

    private static async Task ApplyAsync(Work work, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand("insert into visits values ('125123', gen_random_uuid(), 1, '2026-11-20')", work.Connection, work.Transaction);
        await insert.ExecuteNonQueryAsync(ct);
        await work.DecideAsync(Club.Aggregate, Chess, club => Club.Welcome(club, Guid.NewGuid()), ct);
    }
}
