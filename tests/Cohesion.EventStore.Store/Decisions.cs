using Cohesion.EventStore;

using Npgsql;

using Xunit;

using static Cohesion.EventStoreTests.GivenClubs;

namespace Cohesion.EventStoreTests;

/// <summary>Load, decide, append.</summary>
public sealed class Decisions(Database database)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_is_stored_refused_stale_or_about_nothing()
    {
        await using var clubs = await database.StartAsync();
        Assert.IsType<DecideResult.NotFound>(await DecideAsync(clubs, null, club => Club.Welcome(club, Ada)));
        var started = await clubs.Store.DecideAsync(Club.Aggregate, StreamOf(1), null, _ => Decision.Accept(Opened), Metadata, Ct, mustExist: false);
        Assert.Equal(1, Assert.IsType<DecideResult.Done>(started).Version);
        Assert.Equal(2, Assert.IsType<DecideResult.Done>(await DecideAsync(clubs, 1, club => Club.Welcome(club, Ada))).Version);
        Assert.Equal(new DecideResult.Stale(2), await DecideAsync(clubs, 1, club => Club.Welcome(club, Ada)));
        await DecideAsync(clubs, null, _ => Decision.Accept(new ClubClosed(ClubClosing.EndOfYear)));
        Assert.Equal("club-closed", Assert.IsType<DecideResult.Refused>(await DecideAsync(clubs, null, club => Club.Welcome(club, Ada))).Code);
        Assert.Equal(3, Assert.IsType<DecideResult.Done>(await DecideAsync(clubs, null, _ => Decision.Accept())).Version);
        Assert.Equal((new Club("Chess", 1, true), 3), await clubs.Store.LoadAsync(Club.Aggregate, StreamOf(1), Ct));
    }

    [Fact]
    public async Task Decisions_about_the_latest_state_never_get_lost_however_many_come_at_once()
    {
        await using var clubs = await database.StartAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => clubs.Store.DecideAsync(
            Club.Aggregate, StreamOf(1), null, club => Club.Welcome(club, Guid.NewGuid()), Metadata, Ct, mustExist: false)));
        Assert.Equal(Enumerable.Range(1, 40).Select(version => (long)version), results.Select(result => Assert.IsType<DecideResult.Done>(result).Version).Order());
    }

    [Fact]
    public async Task Who_saw_an_older_version_of_what_was_archived_meanwhile_is_told_so()
    {
        await using var clubs = await database.StartAsync();
        await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.MustNotExist, [Opened], Metadata, Ct);
        var isFirst = true;
        var answer = await DecideAsync(clubs, 1, club =>
        {
            if (isFirst)
                Task.Run(MoveOnAndArchiveAsync, Ct).GetAwaiter().GetResult();
            isFirst = false;
            return Club.Welcome(club, Ada);
        });
        Assert.Equal(new DecideResult.Stale(2), answer);

        async Task MoveOnAndArchiveAsync()
        {
            await clubs.Store.AppendAsync(StreamOf(1), ExpectedVersion.At(1), [new ClubClosed(ClubClosing.EndOfYear)], Metadata, Ct);
            await clubs.Store.ArchiveAsync(StreamOf(1), Ct);
        }
    }

    [Fact]
    public async Task A_decision_that_fails_alongside_is_not_stored()
    {
        await using var clubs = await database.StartAsync(store => store.Table("Visits.sql"));
        await Assert.ThrowsAsync<PostgresException>(() => clubs.Store.DecideAsync(
            Club.Aggregate, StreamOf(1), null, _ => Decision.Accept(Opened), Metadata, Ct, mustExist: false, alongside: async (work, _) =>
            {
                await InsertVisitAsync(work);
                await InsertVisitAsync(work);
            }));
        Assert.Equal(0, await clubs.HeadAsync());
    }

    private static Task<DecideResult> DecideAsync(StoreUnderTest clubs, long? version, Func<Club, Decision> decide) =>
        clubs.Store.DecideAsync(Club.Aggregate, StreamOf(1), version, decide, Metadata, Ct);
}
